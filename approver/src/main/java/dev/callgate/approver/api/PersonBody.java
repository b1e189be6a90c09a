package dev.callgate.approver.api;

import java.util.List;

/**
 * What an admin says a person shall be.
 *
 * @param name under which the person's reviews are recorded
 * @param groups the groups the person is in, {@code *} for all there are; may be empty
 * @param roles what the person may do; may be empty
 * @param token whether the person gets a (new) token to connect with
 */
public record PersonBody(String name, List<String> groups, List<Role> roles, boolean token) {}
