package dev.callgate.approver.api;

import dev.callgate.protocol.CoverageReport;

/**
 * What the rules have done in one JVM, as it said last.
 *
 * @param agent the JVM
 * @param report its latest report, whose signature was verified when it came
 */
public record AgentCoverage(AgentSummary agent, CoverageReport report) {}
