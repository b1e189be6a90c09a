package dev.callgate.approver.store;

import org.jspecify.annotations.Nullable;

/**
 * A grant as it is kept. Its bounds stand in the request at which it was given.
 *
 * @param id of that request, and the grant's name
 * @param scope which calls it is about
 * @param uses how many of them
 * @param used how many have been let through
 * @param givenAt when, epoch milliseconds
 * @param untilAt when it is over, epoch milliseconds
 * @param revokedAt when it was taken back, epoch milliseconds; null while it was not
 * @param revokedBy who took it back
 * @param revokeReason why, or null
 */
public record GrantRow(
    String id,
    String scope,
    int uses,
    int used,
    long givenAt,
    long untilAt,
    @Nullable Long revokedAt,
    @Nullable String revokedBy,
    @Nullable String revokeReason) {}
