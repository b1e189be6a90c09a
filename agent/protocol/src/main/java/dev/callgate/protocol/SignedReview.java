package dev.callgate.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A review whose own signature was verified. The approver verifies before it takes one, and the JVM
 * verifies again before it believes a decision: the same code, so that the approver refuses early
 * what the JVM would refuse anyway. Immutable.
 *
 * @param reviewer the person as the trust bundle has them
 * @param statement what the person signed
 */
public record SignedReview(TrustedReviewer reviewer, ReviewStatement statement) {

  /**
   * Verifies a review by the keys in {@code bundle}, whose time is the caller's to look at.
   *
   * @throws ProtocolException naming the first thing that does not fit
   */
  public static SignedReview verify(ReviewEnvelope envelope, TrustBundle bundle)
      throws ProtocolException {
    if (!PayloadType.REVIEW.mediaType().equals(envelope.payloadType())) {
      throw new ProtocolException("it is not a review that is signed");
    }
    if (envelope.signatures() == null
        || envelope.signatures().size() != 1
        || envelope.signatures().get(0) == null) {
      throw new ProtocolException("a review has exactly one signature");
    }
    ReviewSignature signature = envelope.signatures().get(0);
    byte[] payload = ReviewEnvelope.bytes(envelope.payload());
    byte[] bytes = ReviewEnvelope.bytes(signature.sig());
    for (TrustedReviewer reviewer : bundle.reviewers()) {
      for (ReviewCredential credential : reviewer.credentials()) {
        if (credential.id().equals(signature.keyid())) {
          verify(signature.webauthn(), bytes, payload, credential);
          return of(reviewer, Json.read(payload, ReviewStatement.class));
        }
      }
    }
    throw new ProtocolException(
        "a review is signed with a key that nobody has in the trust bundle of version "
            + bundle.version());
  }

  private static void verify(
      @Nullable PasskeyResponse passkey,
      byte[] signature,
      byte[] payload,
      ReviewCredential credential)
      throws ProtocolException {
    CredentialKey key = CredentialKey.parse(credential.key());
    // A key of one kind never counts as one of the other: a site could have the passkey sign what
    // reads as a statement.
    if (credential.signsChallenges() != (passkey != null)) {
      throw new ProtocolException(
          credential.signsChallenges()
              ? "a passkey signs a challenge, and this signature has none"
              : "a key file signs the review itself, and this signature is a passkey's");
    }
    if (passkey != null) {
      PasskeyAssertion.verify(passkey, signature, payload, credential, key);
    } else if (!key.verifies(ReviewEnvelope.message(payload), signature)) {
      throw new ProtocolException("a review's signature does not verify");
    }
  }

  private static SignedReview of(TrustedReviewer reviewer, ReviewStatement statement)
      throws ProtocolException {
    if (statement.v() != ReviewStatement.VERSION
        || statement.edits() == null
        || statement.edits().contains(null)) {
      throw new ProtocolException("reviews of version 1 are understood, with a list of edits");
    }
    if (!Quorum.isSame(reviewer.name(), statement.reviewer())) {
      throw new ProtocolException(
          "a review in the name of "
              + statement.reviewer()
              + " is signed with a key of "
              + reviewer.name());
    }
    if (!reviewer.roles().contains(TrustedReviewer.Role.APPROVER)) {
      throw new ProtocolException(reviewer.name() + " is in the trust bundle and no approver");
    }
    return new SignedReview(reviewer, statement);
  }

  /**
   * Refuses when it is about another request.
   *
   * @throws ProtocolException then
   */
  public void requireAbout(String requestId, String requestDigest) throws ProtocolException {
    if (!requestId.equals(statement.requestId())
        || !requestDigest.equals(statement.requestDigest())) {
      throw new ProtocolException(reviewer.name() + " signed a review of another request");
    }
  }

  /**
   * Refuses when the person signed something else than what would happen.
   *
   * @throws ProtocolException then
   */
  public void requireSays(Verdict verdict, List<Edit> edits, @Nullable JsonNode response)
      throws ProtocolException {
    if (!statement.says(verdict, edits, response)) {
      throw new ProtocolException(reviewer.name() + " signed something else than was decided");
    }
  }

  /**
   * Refuses when the person did not sign that later calls may run, on exactly these terms.
   *
   * @throws ProtocolException then
   */
  public void requireGrants(GrantUse grant) throws ProtocolException {
    requireAbout(grant.requestId(), grant.requestDigest());
    requireSays(Verdict.APPROVE, List.of(), null);
    if (!grant.terms().equals(statement.grant())) {
      throw new ProtocolException(reviewer.name() + " signed no such grant");
    }
  }
}
