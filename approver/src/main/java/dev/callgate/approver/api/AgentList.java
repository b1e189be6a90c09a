package dev.callgate.approver.api;

import java.util.List;

/**
 * The JVMs that enrolled.
 *
 * @param agents the latest first; at most 1000
 */
public record AgentList(List<AgentSummary> agents) {}
