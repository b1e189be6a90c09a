package dev.callgate.approver.store;

import dev.callgate.approver.api.NotificationEvent;
import dev.callgate.approver.api.NotificationState;
import dev.callgate.protocol.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What has to be told: each row once for a channel, an event and a request. */
public final class NotificationTable {
  private NotificationTable() {}

  /** Adds one, unless it is there. */
  public static void insert(
      Handle handle,
      String channel,
      NotificationEvent event,
      String requestId,
      long now,
      long dueAt) {
    handle
        .createUpdate(
            """
            INSERT INTO notification (id, channel, event, request_id, state, due_at,
                claimed_until, tries, created_at)
            VALUES (:id, :channel, :event, :request, 'WAITING', :due, 0, 0, :now)
            ON CONFLICT (channel, event, request_id) DO NOTHING
            """)
        .bind("id", Ids.random())
        .bind("channel", channel)
        .bind("event", event.name())
        .bind("request", requestId)
        .bind("due", dueAt)
        .bind("now", now)
        .execute();
  }

  /** When the next one is to be tried; one that somebody has claimed is so when the claim ends. */
  public static Optional<Long> nextDue(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT min(CASE WHEN claimed_until > due_at THEN claimed_until ELSE due_at END)
            FROM notification WHERE state = 'WAITING'
            """)
        .mapTo(Long.class)
        .findOne();
  }

  /** Those that are to be tried now, the first first. */
  public static List<NotificationRow> due(Handle handle, long now, int limit) {
    return handle
        .createQuery(
            """
            SELECT * FROM notification
            WHERE state = 'WAITING' AND due_at <= :now AND claimed_until <= :now
            ORDER BY due_at, id LIMIT :limit
            """)
        .bind("now", now)
        .bind("limit", limit)
        .map((row, context) -> read(row))
        .list();
  }

  /** Takes one, until {@code until}: nobody else tries it before. */
  public static void claim(Handle handle, String id, long until) {
    handle
        .createUpdate(
            "UPDATE notification SET claimed_until = :until, tries = tries + 1 WHERE id = :id")
        .bind("id", id)
        .bind("until", until)
        .execute();
  }

  /** Puts one off. */
  public static void later(Handle handle, String id, long dueAt, @Nullable String problem) {
    handle
        .createUpdate(
            """
            UPDATE notification SET due_at = :due, claimed_until = 0,
                problem = coalesce(:problem, problem)
            WHERE id = :id AND state = 'WAITING'
            """)
        .bind("id", id)
        .bind("due", dueAt)
        .bind("problem", problem)
        .execute();
  }

  /** Ends one. */
  public static void end(
      Handle handle, String id, NotificationState state, long now, @Nullable String problem) {
    handle
        .createUpdate(
            """
            UPDATE notification SET state = :state, ended_at = :now,
                problem = coalesce(:problem, problem)
            WHERE id = :id AND state = 'WAITING'
            """)
        .bind("id", id)
        .bind("state", state.name())
        .bind("now", now)
        .bind("problem", problem)
        .execute();
  }

  /** How many a channel has taken, or has under way, since {@code since}. */
  public static long sentSince(Handle handle, String channel, long since, long now) {
    return handle
        .createQuery(
            """
            SELECT count(*) FROM notification WHERE channel = :channel
                AND (state = 'SENT' AND ended_at > :since
                    OR state = 'WAITING' AND claimed_until > :now)
            """)
        .bind("channel", channel)
        .bind("since", since)
        .bind("now", now)
        .mapTo(Long.class)
        .one();
  }

  /** The latest of those in one state, or of all. */
  public static List<NotificationRow> latest(
      Handle handle, @Nullable NotificationState state, int limit) {
    return handle
        .createQuery(
            """
            SELECT * FROM notification WHERE :all = 1 OR state = :state
            ORDER BY created_at DESC, id LIMIT :limit
            """)
        .bind("all", state == null ? 1 : 0)
        .bind("state", state == null ? "" : state.name())
        .bind("limit", limit)
        .map((row, context) -> read(row))
        .list();
  }

  private static NotificationRow read(ResultSet row) throws SQLException {
    return new NotificationRow(
        row.getString("id"),
        row.getString("channel"),
        NotificationEvent.valueOf(row.getString("event")),
        row.getString("request_id"),
        NotificationState.valueOf(row.getString("state")),
        row.getLong("due_at"),
        row.getLong("tries"),
        row.getString("problem"),
        row.getLong("created_at"));
  }
}
