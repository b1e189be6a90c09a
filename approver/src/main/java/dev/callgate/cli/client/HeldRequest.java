package dev.callgate.cli.client;

import dev.callgate.approver.api.Agreement;
import dev.callgate.approver.api.Progress;
import dev.callgate.approver.api.RequestState;
import dev.callgate.protocol.CallDecision;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * One request as the approver tells it to a reviewer.
 *
 * @param json the approver's own words, for programs
 * @param id the request's id
 * @param state where it stands
 * @param outcome how the JVM says the call ended, or null
 * @param requestDigest what a review has to repeat
 * @param request what wants to run
 * @param createdAtMillis the approver's clock, epoch milliseconds
 * @param expiresAtMillis the approver's clock, epoch milliseconds
 * @param millisLeft how long it waited still when the approver answered; 0 or less when ended
 * @param decision the signed decision's content, or null
 * @param progress how far each rule's demand for people is met
 * @param agreed what those who said yes so far agreed to, or null
 * @param history what happened to it; empty in a list
 */
public record HeldRequest(
    JsonNode json,
    String id,
    RequestState state,
    @Nullable String outcome,
    String requestDigest,
    CallRequest request,
    long createdAtMillis,
    long expiresAtMillis,
    long millisLeft,
    @Nullable CallDecision decision,
    List<Progress> progress,
    @Nullable Agreement agreed,
    List<HistoryEntry> history) {

  /** Whether a review would still count. */
  public boolean isPending() {
    return state == RequestState.PENDING;
  }

  /** The same with what its JVM has signed in place of what the approver tells. */
  public HeldRequest verified(CallRequest signed, String digest) {
    return new HeldRequest(
        json,
        signed.requestId(),
        state,
        outcome,
        digest,
        signed,
        createdAtMillis,
        expiresAtMillis,
        millisLeft,
        decision,
        progress,
        agreed,
        history);
  }

  /**
   * Reads one element of the approver's answer.
   *
   * @throws JacksonException when it is not one
   * @throws IllegalArgumentException when its state is unknown
   */
  static HeldRequest of(JsonNode json) {
    long expiresAt = json.required("expiresAtMillis").longValue();
    RequestState state =
        RequestState.valueOf(json.required("state").asString().toUpperCase(Locale.ROOT));
    List<HistoryEntry> history = new ArrayList<>();
    for (JsonNode entry : json.path("history")) {
      history.add(
          new HistoryEntry(
              entry.required("seq").longValue(),
              entry.required("atMillis").longValue(),
              entry.required("type").asString(),
              text(entry.path("actor")),
              text(entry.path("detail"))));
    }
    JsonNode decision = json.path("decision");
    List<Progress> progress = new ArrayList<>();
    for (JsonNode each : json.required("progress")) {
      progress.add(Json.mapper().treeToValue(each, Progress.class));
    }
    JsonNode agreed = json.path("agreed");
    return new HeldRequest(
        json,
        json.required("id").asString(),
        state,
        text(json.path("outcome")),
        json.required("requestDigest").asString(),
        Json.mapper().treeToValue(json.required("request"), CallRequest.class),
        json.required("createdAtMillis").longValue(),
        expiresAt,
        state == RequestState.PENDING ? expiresAt - json.required("nowMillis").longValue() : 0,
        decision.isObject() ? Json.mapper().treeToValue(decision, CallDecision.class) : null,
        List.copyOf(progress),
        agreed.isObject() ? Json.mapper().treeToValue(agreed, Agreement.class) : null,
        List.copyOf(history));
  }

  private static @Nullable String text(JsonNode node) {
    if (node.isMissingNode() || node.isNull()) {
      return null;
    }
    return node.isString() ? node.stringValue() : node.toString();
  }
}
