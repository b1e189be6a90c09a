package dev.callgate.cli.client;

import dev.callgate.protocol.CoverageReport;
import dev.callgate.protocol.Json;
import tools.jackson.databind.JsonNode;

/**
 * What the rules have done in one JVM.
 *
 * @param json the approver's own words, for programs
 * @param agent the JVM
 * @param report what it said last
 */
public record JvmCoverage(JsonNode json, KnownAgent agent, CoverageReport report) {
  static JvmCoverage of(JsonNode json) {
    return new JvmCoverage(
        json,
        KnownAgent.of(json.required("agent")),
        Json.mapper().treeToValue(json.required("report"), CoverageReport.class));
  }
}
