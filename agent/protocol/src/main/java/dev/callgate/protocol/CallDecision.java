package dev.callgate.protocol;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * The approver's signed answer to one request. It repeats everything that binds it to that request,
 * so that it fits no other call.
 *
 * @param v the version of this form, 1
 * @param requestId the request's id
 * @param requestDigest {@link Envelope#payloadDigest()} of the request
 * @param nonce the request's nonce
 * @param jvm the request's JVM
 * @param method {@link GatedMethod#key()} of the request
 * @param ruleSetDigest the request's rule set digest
 * @param argsDigest the request's argument digest
 * @param verdict what was decided
 * @param edits for {@link Verdict#EDIT}: the changed arguments; otherwise empty
 * @param response for {@link Verdict#RESPOND}: the answer; otherwise null
 * @param reason what the reviewer wrote, or null
 * @param reviews what it rests on: for a yes everybody who counts, for {@link Verdict#REJECT} the
 *     one who said no; empty for {@link Verdict#EXPIRE}
 * @param decidedAtMillis the approver's clock, epoch milliseconds
 * @param notAfterMillis the approver's clock, epoch milliseconds: a yes must not be used later
 * @param grant for a yes that was given in advance: which; otherwise null
 * @param repeats for a no that was said before, to the same call: the request to which it was said;
 *     otherwise null
 */
public record CallDecision(
    int v,
    String requestId,
    String requestDigest,
    String nonce,
    String jvm,
    String method,
    String ruleSetDigest,
    String argsDigest,
    Verdict verdict,
    List<Edit> edits,
    @Nullable JsonNode response,
    @Nullable String reason,
    List<CountedReview> reviews,
    long decidedAtMillis,
    long notAfterMillis,
    @Nullable GrantUse grant,
    @Nullable String repeats) {

  /** The version this code writes and reads. */
  public static final int VERSION = 1;

  /** A JSON null is an answer only where an answer is due. */
  public CallDecision {
    if (verdict == Verdict.RESPOND) {
      response = response == null ? NullNode.getInstance() : response;
    } else if (response != null && response.isNull()) {
      response = null;
    }
  }

  /** A decision on this very call. */
  public CallDecision(
      int v,
      String requestId,
      String requestDigest,
      String nonce,
      String jvm,
      String method,
      String ruleSetDigest,
      String argsDigest,
      Verdict verdict,
      List<Edit> edits,
      @Nullable JsonNode response,
      @Nullable String reason,
      List<CountedReview> reviews,
      long decidedAtMillis,
      long notAfterMillis) {
    this(
        v,
        requestId,
        requestDigest,
        nonce,
        jvm,
        method,
        ruleSetDigest,
        argsDigest,
        verdict,
        edits,
        response,
        reason,
        reviews,
        decidedAtMillis,
        notAfterMillis,
        null,
        null);
  }

  /** The same, resting on these reviews: what was verified in place of what was said. */
  public CallDecision resting(List<CountedReview> verified) {
    return new CallDecision(
        v,
        requestId,
        requestDigest,
        nonce,
        jvm,
        method,
        ruleSetDigest,
        argsDigest,
        verdict,
        edits,
        response,
        reason,
        List.copyOf(verified),
        decidedAtMillis,
        notAfterMillis,
        grant,
        repeats);
  }

  /** The names of the people on whom it rests. */
  public List<String> decidedBy() {
    List<String> names = new ArrayList<>(reviews.size());
    for (CountedReview review : reviews) {
      names.add(review.reviewer());
    }
    return names;
  }
}
