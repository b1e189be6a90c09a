package dev.callgate.cli.client;

import dev.callgate.approver.api.AgentSummary;
import dev.callgate.protocol.Json;
import tools.jackson.databind.JsonNode;

/**
 * One JVM as the approver tells it to a reviewer.
 *
 * @param json the approver's own words, for programs
 * @param summary the same
 */
public record KnownAgent(JsonNode json, AgentSummary summary) {
  // A JVM polls every half minute; thrice that, and it is gone or cut off.
  private static final long SILENT_MILLIS = 90_000;

  static KnownAgent of(JsonNode json) {
    return new KnownAgent(json, Json.mapper().treeToValue(json, AgentSummary.class));
  }

  /** Whether it is heard of, and has not said that it ends. */
  public boolean isRunning() {
    return !summary.ended()
        && !summary.revoked()
        && summary.nowMillis() - summary.lastSeenMillis() < SILENT_MILLIS;
  }

  /** {@code running}, {@code ended}, {@code revoked}, or {@code silent} when nobody knows. */
  public String state() {
    return summary.revoked()
        ? "revoked"
        : summary.ended() ? "ended" : isRunning() ? "running" : "silent";
  }
}
