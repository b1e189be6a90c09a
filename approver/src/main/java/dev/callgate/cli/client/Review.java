package dev.callgate.cli.client;

import dev.callgate.protocol.Edit;
import dev.callgate.protocol.GrantTerms;
import dev.callgate.protocol.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What one person says to one request, as it is sent.
 *
 * @param requestDigest which request they looked at
 * @param verdict what they say
 * @param reason why, or null
 * @param edits for {@link Verdict#EDIT}: the changed arguments; otherwise empty
 * @param response for {@link Verdict#RESPOND}: the answer; otherwise null
 * @param grant for {@link Verdict#APPROVE}: which later calls it stands for besides; null for none
 */
public record Review(
    String requestDigest,
    Verdict verdict,
    @Nullable String reason,
    List<Edit> edits,
    @Nullable JsonNode response,
    @Nullable GrantTerms grant) {

  /** The original arguments may run. */
  public static Review approve(HeldRequest seen, @Nullable String reason) {
    return new Review(seen.requestDigest(), Verdict.APPROVE, reason, List.of(), null, null);
  }

  /** The original arguments may run, and so may later calls on these terms. */
  public static Review grant(HeldRequest seen, GrantTerms terms, @Nullable String reason) {
    return new Review(seen.requestDigest(), Verdict.APPROVE, reason, List.of(), null, terms);
  }

  /** The changed arguments may run. */
  public static Review edit(HeldRequest seen, List<Edit> edits, @Nullable String reason) {
    return new Review(seen.requestDigest(), Verdict.EDIT, reason, List.copyOf(edits), null, null);
  }

  /** The body does not run, {@code answer} is returned. */
  public static Review respond(HeldRequest seen, JsonNode answer, @Nullable String reason) {
    return new Review(seen.requestDigest(), Verdict.RESPOND, reason, List.of(), answer, null);
  }

  /** The body does not run. */
  public static Review reject(HeldRequest seen, @Nullable String reason) {
    return new Review(seen.requestDigest(), Verdict.REJECT, reason, List.of(), null, null);
  }
}
