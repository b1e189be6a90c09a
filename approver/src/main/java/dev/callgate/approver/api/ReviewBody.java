package dev.callgate.approver.api;

import dev.callgate.protocol.Edit;
import dev.callgate.protocol.GrantTerms;
import dev.callgate.protocol.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a person says about a request.
 *
 * @param requestDigest the digest of the request that the person looked at
 * @param verdict what the person says; not {@link Verdict#EXPIRE}
 * @param reason why, or null
 * @param edits for {@link Verdict#EDIT}: the changed arguments; otherwise empty
 * @param response for {@link Verdict#RESPOND}: the answer, which may be a JSON null; otherwise null
 * @param grant for {@link Verdict#APPROVE}: which later calls it stands for besides; null, or left
 *     out, for none
 */
public record ReviewBody(
    String requestDigest,
    Verdict verdict,
    @Nullable String reason,
    List<Edit> edits,
    @Nullable JsonNode response,
    @Nullable GrantTerms grant) {

  /** A word about that request alone. */
  public ReviewBody(
      String requestDigest,
      Verdict verdict,
      @Nullable String reason,
      List<Edit> edits,
      @Nullable JsonNode response) {
    this(requestDigest, verdict, reason, edits, response, null);
  }
}
