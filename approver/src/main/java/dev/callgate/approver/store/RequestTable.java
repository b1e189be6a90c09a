package dev.callgate.approver.store;

import dev.callgate.Outcome;
import dev.callgate.approver.api.RequestState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The requests and their one way out of {@link RequestState#PENDING}. Every statement that leaves
 * it is guarded by the state it expects; no row changed means somebody else was first.
 */
public final class RequestTable {
  private static final String SELECT =
      """
      SELECT r.*, d.envelope AS decision_envelope, a.application, a.environment, a.host, a.pid
      FROM request r JOIN agent a ON a.id = r.jvm LEFT JOIN decision d ON d.request_id = r.id
      """;

  private RequestTable() {}

  /**
   * Adds a pending request.
   *
   * @param likeness equal for the same calls of one JVM; empty for none
   * @param scope which calls a grant for it would be about; empty where there can be none
   */
  public static void insert(
      Handle handle,
      String id,
      String jvm,
      byte[] envelope,
      String digest,
      String likeness,
      String scope,
      long now,
      long expires) {
    handle
        .createUpdate(
            """
            INSERT INTO request (id, jvm, envelope, digest, likeness, scope, state, created_at,
                expires_at, changed_seq)
            VALUES (:id, :jvm, :envelope, :digest, :likeness, :scope, 'PENDING', :now, :expires, 0)
            """)
        .bind("id", id)
        .bind("jvm", jvm)
        .bind("envelope", envelope)
        .bind("digest", digest)
        .bind("likeness", likeness)
        .bind("scope", scope)
        .bind("now", now)
        .bind("expires", expires)
        .execute();
  }

  /** Leaves {@code PENDING} by a person's verdict, in time; false means too late. */
  public static boolean decide(Handle handle, String id, RequestState state, long now) {
    return handle
            .createUpdate(
                """
                UPDATE request SET state = :state, decided_at = :now
                WHERE id = :id AND state = 'PENDING' AND expires_at > :now
                """)
            .bind("id", id)
            .bind("state", state.name())
            .bind("now", now)
            .execute()
        == 1;
  }

  /** Leaves {@code PENDING} because its time is over. */
  public static boolean expire(Handle handle, String id, long now) {
    return handle
            .createUpdate(
                """
                UPDATE request SET state = 'EXPIRED', decided_at = :now
                WHERE id = :id AND state = 'PENDING' AND expires_at <= :now
                """)
            .bind("id", id)
            .bind("now", now)
            .execute()
        == 1;
  }

  /** Leaves {@code PENDING} because the JVM no longer waits. */
  public static boolean withdraw(Handle handle, String id, long now) {
    return handle
            .createUpdate(
                """
                UPDATE request SET state = 'WITHDRAWN', decided_at = :now
                WHERE id = :id AND state = 'PENDING'
                """)
            .bind("id", id)
            .bind("now", now)
            .execute()
        == 1;
  }

  /** Keeps the JVM's first word on how the call ended; false means there already is one. */
  public static boolean end(
      Handle handle, String id, Outcome outcome, @Nullable String detail, byte[] envelope) {
    return handle
            .createUpdate(
                """
                UPDATE request
                SET outcome = :outcome, outcome_detail = :detail, outcome_envelope = :envelope
                WHERE id = :id AND outcome IS NULL
                """)
            .bind("id", id)
            .bind("outcome", outcome.name())
            .bind("detail", detail)
            .bind("envelope", envelope)
            .execute()
        == 1;
  }

  /** Notes which audit entry changed the request last: the place where a watcher goes on. */
  public static void touch(Handle handle, String id, long seq) {
    handle
        .createUpdate("UPDATE request SET changed_seq = :seq WHERE id = :id")
        .bind("id", id)
        .bind("seq", seq)
        .execute();
  }

  /** One request. */
  public static Optional<RequestRow> byId(Handle handle, String id) {
    return handle
        .createQuery(SELECT + "WHERE r.id = :id")
        .bind("id", id)
        .map((row, context) -> read(row))
        .findOne();
  }

  /** How many requests of this JVM wait. */
  public static long pendingOf(Handle handle, String jvm) {
    return handle
        .createQuery("SELECT count(*) FROM request WHERE jvm = :jvm AND state = 'PENDING'")
        .bind("jvm", jvm)
        .mapTo(Long.class)
        .one();
  }

  /** Pending requests, those with the least time left first. */
  public static List<RequestRow> pending(Handle handle, int limit) {
    return handle
        .createQuery(SELECT + "WHERE r.state = 'PENDING' ORDER BY r.expires_at, r.id LIMIT :limit")
        .bind("limit", limit)
        .map((row, context) -> read(row))
        .list();
  }

  /** Ended requests, the latest first. */
  public static List<RequestRow> ended(Handle handle, int limit) {
    return handle
        .createQuery(
            SELECT + "WHERE r.state <> 'PENDING' ORDER BY r.changed_seq DESC, r.id LIMIT :limit")
        .bind("limit", limit)
        .map((row, context) -> read(row))
        .list();
  }

  /** What changed after audit entry {@code after}, in the order of the changes. */
  public static List<RequestRow> changedAfter(Handle handle, long after, int limit) {
    return handle
        .createQuery(SELECT + "WHERE r.changed_seq > :after ORDER BY r.changed_seq LIMIT :limit")
        .bind("after", after)
        .bind("limit", limit)
        .map((row, context) -> read(row))
        .list();
  }

  /**
   * Where a changed request stands.
   *
   * @param seq the audit entry that changed it last
   */
  public record Changed(long seq, String jvm, RequestState state, long expiresAt) {}

  /** The same without the requests themselves. */
  public static List<Changed> whereaboutsAfter(Handle handle, long after, int limit) {
    return handle
        .createQuery(
            """
            SELECT changed_seq, jvm, state, expires_at FROM request
            WHERE changed_seq > :after ORDER BY changed_seq LIMIT :limit
            """)
        .bind("after", after)
        .bind("limit", limit)
        .map(
            (row, context) ->
                new Changed(
                    row.getLong("changed_seq"),
                    row.getString("jvm"),
                    RequestState.valueOf(row.getString("state")),
                    row.getLong("expires_at")))
        .list();
  }

  /** Pending requests that a grant for {@code scope} is about, the first first. */
  public static List<RequestRow> pendingIn(Handle handle, String scope, int limit) {
    return handle
        .createQuery(
            SELECT
                + """
                WHERE r.scope = :scope AND r.state = 'PENDING'
                ORDER BY r.created_at, r.changed_seq LIMIT :limit
                """)
        .bind("scope", scope)
        .bind("limit", limit)
        .map((row, context) -> read(row))
        .list();
  }

  /**
   * The latest of a JVM's same calls that a person rejected at {@code since} or later; not one that
   * was itself refused for repeating another.
   */
  public static Optional<RequestRow> rejected(
      Handle handle, String jvm, String likeness, long since) {
    return handle
        .createQuery(
            SELECT
                + """
                WHERE r.jvm = :jvm AND r.likeness = :likeness AND r.state = 'REJECTED'
                  AND r.decided_at >= :since
                  AND EXISTS (SELECT 1 FROM review v WHERE v.request_id = r.id
                    AND v.verdict = 'REJECT')
                ORDER BY r.decided_at DESC, r.id LIMIT 1
                """)
        .bind("jvm", jvm)
        .bind("likeness", likeness)
        .bind("since", since)
        .map((row, context) -> read(row))
        .findOne();
  }

  /** Pending requests whose time is over. */
  public static List<RequestRow> due(Handle handle, long now, int limit) {
    return handle
        .createQuery(
            SELECT
                + """
                WHERE r.state = 'PENDING' AND r.expires_at <= :now
                ORDER BY r.expires_at LIMIT :limit
                """)
        .bind("now", now)
        .bind("limit", limit)
        .map((row, context) -> read(row))
        .list();
  }

  /** When the next pending request expires, epoch milliseconds. */
  public static Optional<Long> nextExpiry(Handle handle) {
    return handle
        .createQuery(
            "SELECT expires_at FROM request WHERE state = 'PENDING' ORDER BY expires_at LIMIT 1")
        .mapTo(Long.class)
        .findOne();
  }

  private static RequestRow read(ResultSet row) throws SQLException {
    String outcome = row.getString("outcome");
    return new RequestRow(
        row.getString("id"),
        row.getString("jvm"),
        AgentRow.displayName(
            row.getString("application"),
            row.getString("environment"),
            row.getLong("pid"),
            row.getString("host")),
        row.getBytes("envelope"),
        row.getString("digest"),
        RequestState.valueOf(row.getString("state")),
        row.getLong("created_at"),
        row.getLong("expires_at"),
        outcome == null ? null : Outcome.valueOf(outcome),
        row.getString("outcome_detail"),
        row.getBytes("decision_envelope"),
        row.getLong("changed_seq"));
  }
}
