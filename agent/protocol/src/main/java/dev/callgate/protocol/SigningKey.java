package dev.callgate.protocol;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/**
 * An Ed25519 private key with its public half. Immutable and thread-safe. Whoever holds one can
 * sign: keep it out of logs and heaps.
 */
public final class SigningKey {
  private static final String BEGIN = "-----BEGIN CALLGATE ED25519 KEY-----";
  private static final String END = "-----END CALLGATE ED25519 KEY-----";

  private final PrivateKey privateKey;
  private final VerificationKey publicKey;

  private SigningKey(PrivateKey privateKey, VerificationKey publicKey) {
    this.privateKey = privateKey;
    this.publicKey = publicKey;
  }

  /** A new random key. */
  public static SigningKey generate() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519", Crypto.ED25519).generateKeyPair();
      return new SigningKey(pair.getPrivate(), VerificationKey.of(pair.getPublic()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no Ed25519", e);
    }
  }

  /**
   * Reads what {@link #toPem} wrote: the public key on the first line, then the PKCS#8 bytes of the
   * private one.
   *
   * @throws ProtocolException when it is anything else, or when the halves do not belong together
   */
  public static SigningKey fromPem(String pem) throws ProtocolException {
    String[] lines = pem.strip().split("\\R");
    if (lines.length != 4 || !lines[0].equals(BEGIN) || !lines[3].equals(END)) {
      throw new ProtocolException("not a Callgate key file");
    }
    VerificationKey publicKey = VerificationKey.parse(lines[1]);
    try {
      byte[] pkcs8 = Base64.getDecoder().decode(lines[2]);
      PrivateKey privateKey =
          KeyFactory.getInstance("Ed25519", Crypto.ED25519)
              .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      SigningKey key = new SigningKey(privateKey, publicKey);
      byte[] probe = "callgate".getBytes(StandardCharsets.US_ASCII);
      if (!publicKey.verifies(probe, key.sign(probe))) {
        throw new ProtocolException(
            "not a Callgate key file: its public and private halves do not belong together");
      }
      return key;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new ProtocolException("not a Callgate key file: the private key cannot be read");
    }
  }

  /** The key as text; write it with mode 0600 only. */
  public String toPem() {
    String pkcs8 = Base64.getEncoder().encodeToString(privateKey.getEncoded());
    return BEGIN + "\n" + publicKey + "\n" + pkcs8 + "\n" + END + "\n";
  }

  /** The half that others may know. */
  public VerificationKey publicKey() {
    return publicKey;
  }

  byte[] sign(byte[] message) {
    try {
      Signature signer = Signature.getInstance("Ed25519", Crypto.ED25519);
      signer.initSign(privateKey);
      signer.update(message);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("an Ed25519 key of this JDK cannot sign", e);
    }
  }
}
