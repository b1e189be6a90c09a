package dev.callgate.protocol;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * What one person says about one request, as that person signs it. It names the request by its
 * digest, so that it fits no other, and everything that would happen.
 *
 * @param v the version of this form, 1
 * @param requestId the request's id
 * @param requestDigest {@link Envelope#payloadDigest()} of the request that the person was shown
 * @param reviewer the person's name in the trust bundle
 * @param verdict what the person says; not {@link Verdict#EXPIRE}
 * @param edits for {@link Verdict#EDIT}: the changed arguments; otherwise empty
 * @param response for {@link Verdict#RESPOND}: the answer; otherwise null
 * @param reason why, or null
 * @param atMillis the reviewer's clock, epoch milliseconds; for display only
 * @param grant for {@link Verdict#APPROVE}: which later calls it stands for besides; null for none
 */
public record ReviewStatement(
    int v,
    String requestId,
    String requestDigest,
    String reviewer,
    Verdict verdict,
    List<Edit> edits,
    @Nullable JsonNode response,
    @Nullable String reason,
    long atMillis,
    @Nullable GrantTerms grant) {

  /** The version this code writes and reads. */
  public static final int VERSION = 1;

  /** A JSON null is an answer only where an answer is due. */
  public ReviewStatement {
    if (verdict == Verdict.RESPOND) {
      response = response == null ? NullNode.getInstance() : response;
    } else if (response != null && response.isNull()) {
      response = null;
    }
  }

  /** A word about that call and no other. */
  public ReviewStatement(
      int v,
      String requestId,
      String requestDigest,
      String reviewer,
      Verdict verdict,
      List<Edit> edits,
      @Nullable JsonNode response,
      @Nullable String reason,
      long atMillis) {
    this(v, requestId, requestDigest, reviewer, verdict, edits, response, reason, atMillis, null);
  }

  /**
   * Whether exactly this is what would happen. Values are compared as they are written, edits in
   * whatever order they stand.
   */
  boolean says(Verdict what, List<Edit> changed, @Nullable JsonNode answer) {
    if (verdict != what || edits.size() != changed.size()) {
      return false;
    }
    for (Edit edit : edits) {
      boolean found = false;
      for (Edit other : changed) {
        found |=
            Objects.equals(edit.name(), other.name())
                && written(edit.value()).equals(written(other.value()));
      }
      if (!found) {
        return false;
      }
    }
    return written(response).equals(written(answer));
  }

  private static String written(@Nullable JsonNode value) {
    return value == null || value.isNull() ? "null" : value.toString();
  }
}
