package dev.callgate.approver.api;

import java.util.List;

/**
 * API tokens.
 *
 * @param tokens those that were not revoked, the oldest first
 */
public record TokenList(List<TokenSummary> tokens) {}
