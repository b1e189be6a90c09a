package dev.callgate.approver.api;

import java.util.List;

/**
 * An API token, without the token. Times are the approver's clock, epoch milliseconds.
 *
 * @param id to revoke it by
 * @param person whose it is
 * @param name what it is for
 * @param scopes what it may do, as long as its person may
 * @param createdAtMillis since when
 * @param expiresAtMillis until when
 * @param lastUsedAtMillis when it was used last, to the minute; 0 for never
 */
public record TokenSummary(
    String id,
    String person,
    String name,
    List<Role> scopes,
    long createdAtMillis,
    long expiresAtMillis,
    long lastUsedAtMillis) {}
