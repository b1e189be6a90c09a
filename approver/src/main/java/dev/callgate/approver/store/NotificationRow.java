package dev.callgate.approver.store;

import dev.callgate.approver.api.NotificationEvent;
import dev.callgate.approver.api.NotificationState;
import org.jspecify.annotations.Nullable;

/**
 * Something to tell.
 *
 * @param id also the receiver's, by which it knows a repeated one
 * @param dueAt epoch milliseconds, before which it is not tried
 * @param tries how often it was tried, the one under way included
 * @param problem why the last try failed, or null
 */
public record NotificationRow(
    String id,
    String channel,
    NotificationEvent event,
    String requestId,
    NotificationState state,
    long dueAt,
    long tries,
    @Nullable String problem,
    long createdAt) {}
