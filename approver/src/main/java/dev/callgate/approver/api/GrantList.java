package dev.callgate.approver.api;

import java.util.List;

/**
 * Several grants.
 *
 * @param grants the latest first
 */
public record GrantList(List<GrantSummary> grants) {}
