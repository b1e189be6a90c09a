package dev.callgate.approver.api;

import java.util.List;

/**
 * What changed for reviewers.
 *
 * @param cursor where to go on
 * @param requests each changed request once, as it is now
 */
public record RequestChanges(long cursor, List<RequestSummary> requests) {}
