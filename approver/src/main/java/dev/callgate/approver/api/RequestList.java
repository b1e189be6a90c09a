package dev.callgate.approver.api;

import java.util.List;

/**
 * Requests in the order of their urgency.
 *
 * @param requests pending ones by time left, then ended ones, the latest first; at most 1000 of
 *     each
 */
public record RequestList(List<RequestSummary> requests) {}
