package dev.callgate.approver.api;

import java.util.List;

/**
 * What an API token shall be.
 *
 * @param name what it is for, for people
 * @param scopes what it may do: some of the roles of the person who asks
 * @param expiresInMillis how long it is good, at most 90 days
 */
public record TokenBody(String name, List<Role> scopes, long expiresInMillis) {}
