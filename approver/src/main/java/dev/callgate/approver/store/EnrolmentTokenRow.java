package dev.callgate.approver.store;

import org.jspecify.annotations.Nullable;

/**
 * A token with which one JVM of one application may enrol.
 *
 * @param id made by us
 * @param application the only one that it enrols
 * @param tokenDigest digest of the token; the token itself is not stored
 * @param createdAt epoch milliseconds
 * @param expiresAt epoch milliseconds
 * @param usedBy the JVM that has used it, or null
 */
public record EnrolmentTokenRow(
    String id,
    String application,
    String tokenDigest,
    long createdAt,
    long expiresAt,
    @Nullable String usedBy) {}
