package dev.callgate.protocol;

import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ReviewStatement} with its reviewer's signature: a DSSE envelope with exactly one
 * signature, which may be a passkey's. A passkey does not sign the statement itself: it signs a
 * challenge that is the SHA-256 digest of what an Ed25519 key would sign.
 *
 * @param payloadType always {@link PayloadType#REVIEW}'s media type
 * @param payload the statement's exact bytes in base64
 * @param signatures exactly one
 */
public record ReviewEnvelope(String payloadType, String payload, List<ReviewSignature> signatures) {

  /** Signs with a key file. */
  public static ReviewEnvelope sign(ReviewStatement statement, SigningKey key) {
    byte[] payload = Json.write(statement);
    byte[] signature = key.sign(message(payload));
    return new ReviewEnvelope(
        PayloadType.REVIEW.mediaType(),
        Base64.getEncoder().encodeToString(payload),
        List.of(
            new ReviewSignature(
                key.publicKey().id(), Base64.getEncoder().encodeToString(signature), null)));
  }

  /** Puts together what a passkey returned for {@link #challenge}. */
  public static ReviewEnvelope ofPasskey(
      byte[] payload, String credentialId, byte[] signature, PasskeyResponse response) {
    return new ReviewEnvelope(
        PayloadType.REVIEW.mediaType(),
        Base64.getEncoder().encodeToString(payload),
        List.of(
            new ReviewSignature(
                credentialId, Base64.getEncoder().encodeToString(signature), response)));
  }

  /** The challenge that a passkey signs for a statement with these bytes. */
  public static byte[] challenge(byte[] payload) {
    return Crypto.sha256().digest(message(payload));
  }

  static byte[] message(byte[] payload) {
    return Envelope.preAuthenticationEncoding(PayloadType.REVIEW.mediaType(), payload);
  }

  /**
   * The statement although nobody verified it: only to find out whose it claims to be.
   *
   * @throws ProtocolException when it is none
   */
  public ReviewStatement unverifiedStatement() throws ProtocolException {
    return Json.read(bytes(payload), ReviewStatement.class);
  }

  static byte[] bytes(@Nullable String base64) throws ProtocolException {
    try {
      if (base64 != null) {
        return Base64.getDecoder().decode(base64);
      }
    } catch (IllegalArgumentException e) {
      // as if it were not there
    }
    throw new ProtocolException("a signed review is not base64");
  }
}
