package dev.callgate.approver.store;

import dev.callgate.protocol.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** What each person said about a request last: the grounds of its decision. */
public final class ReviewTable {
  private ReviewTable() {}

  /** Keeps a person's review. */
  public static void insert(Handle handle, String requestId, ReviewRow review) {
    handle
        .createUpdate(
            """
            INSERT INTO review (request_id, reviewer, member_of, verdict, reason, payload,
                created_at)
            VALUES (:request, :reviewer, :groups, :verdict, :reason, :payload, :now)
            """)
        .bind("request", requestId)
        .bind("reviewer", review.reviewer())
        .bind("groups", String.join(" ", review.groups()))
        .bind("verdict", review.verdict().name())
        .bind("reason", review.reason())
        .bind("payload", review.payload())
        .bind("now", review.createdAt())
        .execute();
  }

  /** Takes a person's review back, for another one of the same person; the audit log has both. */
  public static void remove(Handle handle, String requestId, String reviewer) {
    handle
        .createUpdate("DELETE FROM review WHERE request_id = :request AND reviewer = :reviewer")
        .bind("request", requestId)
        .bind("reviewer", reviewer)
        .execute();
  }

  /** What people said about a request, the first first. */
  public static List<ReviewRow> of(Handle handle, String requestId) {
    return handle
        .createQuery(
            "SELECT * FROM review WHERE request_id = :request ORDER BY created_at, reviewer")
        .bind("request", requestId)
        .map((row, context) -> read(row))
        .list();
  }

  private static ReviewRow read(ResultSet row) throws SQLException {
    // The names of groups have no spaces: whoever declares one, and the request's check, see to it.
    String groups = row.getString("member_of");
    return new ReviewRow(
        row.getString("reviewer"),
        groups.isEmpty() ? List.of() : List.of(groups.split(" ")),
        Verdict.valueOf(row.getString("verdict")),
        row.getString("reason"),
        row.getBytes("payload"),
        row.getLong("created_at"));
  }
}
