package dev.callgate.approver.store;

import dev.callgate.approver.api.Role;
import java.util.List;

/**
 * An API token.
 *
 * @param id made by us
 * @param person the name of whose it is
 * @param name what it is for
 * @param scopes what it may do
 * @param tokenDigest digest of the token; the token itself is not stored
 * @param createdAt epoch milliseconds
 * @param expiresAt epoch milliseconds
 * @param lastUsedAt epoch milliseconds, 0 for never
 */
public record ApiTokenRow(
    String id,
    String person,
    String name,
    List<Role> scopes,
    String tokenDigest,
    long createdAt,
    long expiresAt,
    long lastUsedAt) {}
