package dev.callgate.approver.store;

import dev.callgate.approver.api.RequestState;
import dev.callgate.protocol.Verdict;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** What statistics are made of. */
public final class StatisticsTable {
  private StatisticsTable() {}

  /**
   * One request.
   *
   * @param envelope the exact bytes that the JVM sent
   * @param millis from its arrival to its decision, 0 while there is none
   * @param isGranted whether a grant let it through
   * @param isReviewed whether a person has said something about it
   */
  // Compared by nobody: the bytes are only carried.
  @SuppressWarnings("ArrayRecordComponent")
  public record Ended(
      byte[] envelope, RequestState state, long millis, boolean isGranted, boolean isReviewed) {}

  /**
   * One person's last word about a request.
   *
   * @param millis from the request's arrival
   */
  public record Said(String reviewer, Verdict verdict, long millis) {}

  /** The latest requests that came at {@code since} or later. */
  public static List<Ended> requests(Handle handle, long since, int limit) {
    return handle
        .createQuery(
            """
            SELECT r.envelope, r.state, coalesce(r.decided_at - r.created_at, 0) AS millis,
                (SELECT count(*) FROM grant_use u WHERE u.request_id = r.id) AS granted,
                (SELECT count(*) FROM review v WHERE v.request_id = r.id) AS reviewed
            FROM request r WHERE r.created_at >= :since
            ORDER BY r.created_at DESC, r.id LIMIT :limit
            """)
        .bind("since", since)
        .bind("limit", limit)
        .map(
            (row, context) ->
                new Ended(
                    row.getBytes("envelope"),
                    RequestState.valueOf(row.getString("state")),
                    row.getLong("millis"),
                    row.getLong("granted") > 0,
                    row.getLong("reviewed") > 0))
        .list();
  }

  /** What people said at {@code since} or later, the latest first. */
  public static List<Said> reviews(Handle handle, long since, int limit) {
    return handle
        .createQuery(
            """
            SELECT v.reviewer, v.verdict, v.created_at - r.created_at AS millis
            FROM review v JOIN request r ON r.id = v.request_id
            WHERE v.created_at >= :since ORDER BY v.created_at DESC LIMIT :limit
            """)
        .bind("since", since)
        .bind("limit", limit)
        .map(
            (row, context) ->
                new Said(
                    row.getString("reviewer"),
                    Verdict.valueOf(row.getString("verdict")),
                    row.getLong("millis")))
        .list();
  }
}
