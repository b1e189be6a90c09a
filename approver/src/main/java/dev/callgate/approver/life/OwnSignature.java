package dev.callgate.approver.life;

import dev.callgate.approver.life.Refusal.Code;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.Demand;
import dev.callgate.protocol.ProtocolException;
import dev.callgate.protocol.Quorum;
import dev.callgate.protocol.ReviewEnvelope;
import dev.callgate.protocol.SignedReview;
import dev.callgate.protocol.TrustBundle;
import dev.callgate.protocol.Verdict;
import org.jspecify.annotations.Nullable;

/** Refuses early what the JVM would not believe: it verifies the same signatures again. */
final class OwnSignature {
  private OwnSignature() {}

  /**
   * @throws Refusal when the review is not signed by this person about this request
   */
  static void check(GivenReview review, Person person, String id, @Nullable TrustBundle bundle)
      throws Refusal {
    ReviewEnvelope envelope = SignedObjects.present(review.signed(), "the signed review");
    if (bundle == null) {
      throw new Refusal(
          Code.UNVERIFIED,
          "this approver has no trust bundle in its time that says whose key that is",
          "give it a newer one: `callgate approver --trust FILE`");
    }
    try {
      SignedReview own = SignedReview.verify(envelope, bundle);
      own.requireAbout(id, String.valueOf(review.body().requestDigest()));
      if (!Quorum.isSame(own.reviewer().name(), person.name())) {
        throw new ProtocolException(
            "the review is signed by "
                + own.reviewer().name()
                + ", and sent with the token of "
                + person.name());
      }
    } catch (ProtocolException e) {
      throw new Refusal(
          Code.UNVERIFIED,
          String.valueOf(e.getMessage()),
          "sign with a key that the trust bundle of version "
              + bundle.version()
              + " has under your name; `callgate trust show` tells them");
    }
  }

  /**
   * @throws Refusal when a yes would have to be signed and is not
   */
  static void require(GivenReview review, CallRequest request, Verdict verdict) throws Refusal {
    if (review.signed() == null
        && verdict != Verdict.REJECT
        && Demand.anyNeedsSignatures(request.demands())) {
      throw new Refusal(
          Code.UNSIGNED,
          "a yes to this takes your own signature",
          "repeat it with --sign-with KEYFILE, or with your passkey; a reject needs none");
    }
  }
}
