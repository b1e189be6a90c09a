package dev.callgate.cli.client;

import dev.callgate.approver.api.GrantDetail;
import dev.callgate.approver.api.GrantSummary;
import dev.callgate.protocol.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One grant as the approver tells it.
 *
 * @param json the approver's own words, for programs
 * @param summary all its bounds
 * @param calls what it let through; empty in a list
 */
public record KnownGrant(JsonNode json, GrantSummary summary, List<GrantDetail.Use> calls) {
  static KnownGrant of(JsonNode json) {
    List<GrantDetail.Use> calls = new ArrayList<>();
    for (JsonNode call : json.path("calls")) {
      calls.add(Json.mapper().treeToValue(call, GrantDetail.Use.class));
    }
    ObjectNode summary = ((ObjectNode) json).deepCopy();
    summary.remove("calls");
    return new KnownGrant(
        json, Json.mapper().treeToValue(summary, GrantSummary.class), List.copyOf(calls));
  }
}
