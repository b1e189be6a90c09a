package dev.callgate.approver.api;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Decisions for one JVM.
 *
 * @param cursor where to go on
 * @param decisions envelopes of signed decisions, in the order of their numbers
 * @param trustVersion the version of the trust bundle that can be had, 0 for none
 */
public record AgentEvents(long cursor, List<JsonNode> decisions, long trustVersion) {}
