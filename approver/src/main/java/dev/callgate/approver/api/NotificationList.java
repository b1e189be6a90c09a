package dev.callgate.approver.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Notifications, the latest first.
 *
 * @param notifications at most a thousand
 */
public record NotificationList(List<Line> notifications) {

  /**
   * One of them.
   *
   * @param problem why the last try failed, or null
   */
  public record Line(
      String id,
      String channel,
      NotificationEvent event,
      String requestId,
      NotificationState state,
      long tries,
      @Nullable String problem,
      long createdAtMillis,
      long dueAtMillis) {}
}
