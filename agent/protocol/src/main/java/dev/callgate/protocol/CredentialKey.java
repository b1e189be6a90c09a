package dev.callgate.protocol;

/**
 * A public key with which a person's signature is verified, in one of the three kinds that passkeys
 * have. Written as a prefix and base64url, so that whoever verifies reads neither DER nor CBOR.
 * Immutable and thread-safe.
 *
 * <p>All three are verified in our own arithmetic, and take only digests from the JDK. Its {@code
 * Signature} objects cannot be copied, so one made before the application was there cannot serve
 * later; a new one asks, for the digest or the curve inside, the list of security providers that
 * the application may have put itself in front of.
 */
public sealed interface CredentialKey permits VerificationKey, P256Key, RsaKey {
  /** Whether {@code signature} is this key's over exactly {@code message}. Never throws. */
  boolean verifies(byte[] message, byte[] signature);

  /** Names the key: the first 16 hexadecimal digits of a digest. A hint, never trusted. */
  String id();

  /**
   * Reads {@code ed25519:…}, {@code p256:…} or {@code rsa:…}.
   *
   * @throws ProtocolException when it is none of them, or not a key
   */
  static CredentialKey parse(String text) throws ProtocolException {
    if (text.startsWith(P256Key.PREFIX)) {
      return P256Key.parse(text);
    }
    if (text.startsWith(RsaKey.PREFIX)) {
      return RsaKey.parse(text);
    }
    return VerificationKey.parse(text);
  }
}
