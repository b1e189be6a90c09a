package dev.callgate.protocol;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An authenticator and a browser in one object, with a real key of the JDK's making. */
final class Passkey {
  static final String RP_ID = "approvals.example.com";
  static final String ORIGIN = "https://approvals.example.com";

  /** The three kinds that authenticators offer, by their COSE numbers. */
  enum Kind {
    ED25519("Ed25519", "Ed25519"),
    P256("EC", "SHA256withECDSA"),
    RSA("RSA", "SHA256withRSA");

    private final String key;
    private final String signature;

    Kind(String key, String signature) {
      this.key = key;
      this.signature = signature;
    }
  }

  // What a hostile test changes before it signs.
  String type = "webauthn.get";
  String origin = ORIGIN;
  String rpId = RP_ID;
  String more = "";
  int flags = 0x05;
  byte[] tail = {};
  byte @Nullable [] challenge;

  final Kind kind;
  final KeyPair pair;
  final String id = "cred-" + Ids.random();

  Passkey(Kind kind) {
    this.kind = kind;
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(kind.key);
      switch (kind) {
        case P256 -> generator.initialize(new ECGenParameterSpec("secp256r1"));
        case RSA -> generator.initialize(2048);
        case ED25519 -> {}
      }
      this.pair = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  CredentialKey key() throws ProtocolException {
    return switch (kind) {
      case ED25519 -> VerificationKey.of(pair.getPublic());
      case P256 -> {
        ECPublicKey key = (ECPublicKey) pair.getPublic();
        yield P256Key.of(
            ByteBuffer.allocate(64)
                .put(bytes(key.getW().getAffineX()))
                .put(bytes(key.getW().getAffineY()))
                .array());
      }
      case RSA -> {
        RSAPublicKey key = (RSAPublicKey) pair.getPublic();
        yield RsaKey.of(key.getModulus(), key.getPublicExponent());
      }
    };
  }

  ReviewCredential credential() throws ProtocolException {
    return new ReviewCredential(id, key().toString(), RP_ID, List.of(ORIGIN));
  }

  ReviewEnvelope sign(ReviewStatement statement) throws GeneralSecurityException {
    byte[] payload = Json.write(statement);
    byte[] signed = challenge == null ? ReviewEnvelope.challenge(payload) : challenge;
    byte[] clientData =
        ("{\"type\":\""
                + type
                + "\",\"challenge\":\""
                + Base64.getUrlEncoder().withoutPadding().encodeToString(signed)
                + "\",\"origin\":\""
                + origin
                + "\""
                + more
                + "}")
            .getBytes(StandardCharsets.UTF_8);
    byte[] authenticatorData =
        ByteBuffer.allocate(37 + tail.length)
            .put(sha256(rpId.getBytes(StandardCharsets.UTF_8)))
            .put((byte) flags)
            .putInt(7)
            .put(tail)
            .array();
    byte[] message =
        ByteBuffer.allocate(authenticatorData.length + 32)
            .put(authenticatorData)
            .put(sha256(clientData))
            .array();
    return ReviewEnvelope.ofPasskey(
        payload,
        id,
        sign(message),
        new PasskeyResponse(
            Base64.getEncoder().encodeToString(authenticatorData),
            Base64.getEncoder().encodeToString(clientData)));
  }

  byte[] sign(byte[] message) throws GeneralSecurityException {
    Signature signer = Signature.getInstance(kind.signature);
    signer.initSign(pair.getPrivate());
    signer.update(message);
    return signer.sign();
  }

  private static byte[] sha256(byte[] bytes) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }

  private static byte[] bytes(BigInteger number) {
    byte[] raw = number.toByteArray();
    byte[] fixed = new byte[32];
    byte[] digits = raw.length > 32 ? Arrays.copyOfRange(raw, raw.length - 32, raw.length) : raw;
    System.arraycopy(digits, 0, fixed, 32 - digits.length, digits.length);
    return fixed;
  }
}
