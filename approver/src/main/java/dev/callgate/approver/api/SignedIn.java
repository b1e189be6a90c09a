package dev.callgate.approver.api;

import java.util.List;

/**
 * Who sits at a browser, and until when.
 *
 * @param name under which the reviews are recorded
 * @param groups the groups the person is in
 * @param roles what the person may do
 * @param endsAtMillis when the session ends, however busy it is; epoch milliseconds of the
 *     approver's clock
 * @param idleMillis how long the session stays open while no page of it is
 * @param nowMillis the time of this answer
 */
public record SignedIn(
    String name,
    List<String> groups,
    List<Role> roles,
    long endsAtMillis,
    long idleMillis,
    long nowMillis) {}
