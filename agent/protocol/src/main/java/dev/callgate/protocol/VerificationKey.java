package dev.callgate.protocol;

import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * An Ed25519 public key (RFC 8032), written {@code ed25519:} and the 32 bytes in base64url without
 * padding. Immutable and thread-safe.
 */
public final class VerificationKey implements CredentialKey {
  private static final String PREFIX = "ed25519:";
  private static final int BYTES = 32;

  private final byte[] raw;
  private final Ed25519.Point point;
  private final @Nullable Ed25519Table negative;

  private VerificationKey(byte[] raw, Ed25519.Point point, @Nullable Ed25519Table negative) {
    this.raw = raw;
    this.point = point;
    this.negative = negative;
  }

  /**
   * Reads the written form. Every key has exactly one.
   *
   * @throws ProtocolException when it is not the prefix and 32 bytes, and when those bytes are a
   *     point of small order, for which anybody could sign
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
    VerificationKey key = ofRaw(raw);
    if (!key.toString().equals(text)) {
      throw new ProtocolException(
          "not a public key: not written in the one form that this key has, " + key);
    }
    return key;
  }

  static VerificationKey of(PublicKey key) {
    // The last bytes of a SubjectPublicKeyInfo for Ed25519 (RFC 8410) are the key.
    byte[] spki = key.getEncoded();
    try {
      return ofRaw(Arrays.copyOfRange(spki, spki.length - BYTES, spki.length));
    } catch (ProtocolException e) {
      throw new IllegalStateException("this JDK made a key that is none", e);
    }
  }

  private static VerificationKey ofRaw(byte[] raw) throws ProtocolException {
    if (raw.length != BYTES) {
      throw new ProtocolException(
          "not a public key: an Ed25519 key has 32 bytes, this has " + raw.length);
    }
    Ed25519.Point point = Ed25519.decode(raw);
    if (point.isOfSmallOrder()) {
      throw new ProtocolException(
          "not a public key: a point of small order, for which anybody can sign");
    }
    return new VerificationKey(raw, point, null);
  }

  /** The same key, made fit for hundreds of signatures and more: each verifies faster. */
  public VerificationKey prepared() {
    return negative == null
        ? new VerificationKey(raw, point, new Ed25519Table(point.negative()))
        : this;
  }

  /**
   * Names the key inside envelopes: the first 16 hexadecimal digits of the digest of its 32 bytes.
   * A hint, never trusted.
   */
  @Override
  public String id() {
    return Digests.of(raw).substring("sha256:".length(), "sha256:".length() + 16);
  }

  @Override
  public boolean verifies(byte[] message, byte[] signature) {
    return Ed25519.verifies(raw, point, negative, message, signature);
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

  /** The 32 bytes of RFC 8032. */
  byte[] raw() {
    return raw.clone();
  }
}
