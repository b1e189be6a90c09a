package dev.callgate.cli.client;

import dev.callgate.protocol.Edit;
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
 */
public record Review(
    String requestDigest,
    Verdict verdict,
    @Nullable String reason,
    List<Edit> edits,
    @Nullable JsonNode response) {

  /** The original arguments may run. */
  public static Review approve(HeldRequest seen, @Nullable String reason) {
    return new Review(seen.requestDigest(), Verdict.APPROVE, reason, List.of(), null);
  }

  /** The changed arguments may run. */
  public static Review edit(HeldRequest seen, List<Edit> edits, @Nullable String reason) {
    return new Review(seen.requestDigest(), Verdict.EDIT, reason, List.copyOf(edits), null);
  }

  /** The body does not run, {@code answer} is returned. */
  public static Review respond(HeldRequest seen, JsonNode answer, @Nullable String reason) {
    return new Review(seen.requestDigest(), Verdict.RESPOND, reason, List.of(), answer);
  }

  /** The body does not run. */
  public static Review reject(HeldRequest seen, @Nullable String reason) {
    return new Review(seen.requestDigest(), Verdict.REJECT, reason, List.of(), null);
  }
}
