package dev.callgate.protocol;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * An Ed25519 public key (RFC 8032), written {@code ed25519:} and the 32 bytes in base64url without
 * padding. Immutable and thread-safe.
 */
public final class VerificationKey {
  private static final String PREFIX = "ed25519:";
  // The fixed head of a SubjectPublicKeyInfo for Ed25519 (RFC 8410).
  private static final byte[] SPKI_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

  private final byte[] raw;
  private final PublicKey key;

  private VerificationKey(byte[] raw, PublicKey key) {
    this.raw = raw;
    this.key = key;
  }

  /**
   * Reads the written form.
   *
   * @throws ProtocolException when it is not the prefix and 32 bytes
   */
  public static VerificationKey parse(String text) throws ProtocolException {
    if (!text.startsWith(PREFIX)) {
      throw new ProtocolException("not a public key: expected ed25519: and 43 characters");
    }
    byte[] raw;
    try {
      raw = Base64.getUrlDecoder().decode(text.substring(PREFIX.length()));
    } catch (IllegalArgumentException e) {
      throw new ProtocolException("not a public key: what follows ed25519: is not base64url");
    }
    return ofRaw(raw);
  }

  static VerificationKey of(PublicKey key) {
    byte[] spki = key.getEncoded();
    return new VerificationKey(Arrays.copyOfRange(spki, SPKI_HEAD.length, spki.length), key);
  }

  private static VerificationKey ofRaw(byte[] raw) throws ProtocolException {
    if (raw.length != 32) {
      throw new ProtocolException(
          "not a public key: an Ed25519 key has 32 bytes, this has " + raw.length);
    }
    byte[] spki = Arrays.copyOf(SPKI_HEAD, SPKI_HEAD.length + raw.length);
    System.arraycopy(raw, 0, spki, SPKI_HEAD.length, raw.length);
    try {
      return new VerificationKey(
          raw,
          KeyFactory.getInstance("Ed25519", Crypto.ED25519)
              .generatePublic(new X509EncodedKeySpec(spki)));
    } catch (GeneralSecurityException e) {
      throw new ProtocolException("not a public key: these 32 bytes are no point on the curve");
    }
  }

  /**
   * Names the key inside envelopes: the first 16 hexadecimal digits of the digest of its 32 bytes.
   * A hint, never trusted.
   */
  public String id() {
    return Digests.of(raw).substring("sha256:".length(), "sha256:".length() + 16);
  }

  boolean verifies(byte[] message, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance("Ed25519", Crypto.ED25519);
      verifier.initVerify(key);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      // A malformed signature is a wrong one.
      return false;
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerificationKey that && Arrays.equals(raw, that.raw);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(raw);
  }

  /** The written form that {@link #parse} reads. */
  @Override
  public String toString() {
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(raw);
  }
}
