package dev.callgate.approver.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The grants and their uses. A use is counted by one guarded update in the transaction that decides
 * the call, so that a grant for five lets five calls through, however many programs ask at once.
 */
public final class GrantTable {
  private static final String IN_FORCE =
      "revoked_at IS NULL AND used < uses AND until_at > :now AND given_at <= :now";

  private GrantTable() {}

  /**
   * One use.
   *
   * @param number counts the grant's uses from 1
   * @param requestId of the call that it let through
   */
  public record Use(int number, String requestId) {}

  /** Keeps a new grant. */
  public static void insert(
      Handle handle, String id, String scope, int uses, long givenAt, long untilAt) {
    handle
        .createUpdate(
            """
            INSERT INTO standing_grant (id, scope, uses, used, given_at, until_at)
            VALUES (:id, :scope, :uses, 0, :given, :until)
            """)
        .bind("id", id)
        .bind("scope", scope)
        .bind("uses", uses)
        .bind("given", givenAt)
        .bind("until", untilAt)
        .execute();
  }

  /** The grants for such calls that are in force, those that end first first. */
  public static List<GrantRow> inForce(Handle handle, String scope, long now) {
    return handle
        .createQuery(
            "SELECT * FROM standing_grant WHERE scope = :scope AND "
                + IN_FORCE
                + " ORDER BY until_at, id")
        .bind("scope", scope)
        .bind("now", now)
        .map((row, context) -> read(row))
        .list();
  }

  /** Takes one use for the call {@code requestId}; its number, empty when none was left. */
  public static OptionalInt take(Handle handle, String id, String requestId, long now) {
    Optional<Integer> number =
        handle
            .createQuery(
                "UPDATE standing_grant SET used = used + 1 WHERE id = :id AND "
                    + IN_FORCE
                    + " RETURNING used")
            .bind("id", id)
            .bind("now", now)
            .mapTo(Integer.class)
            .findOne();
    if (number.isEmpty()) {
      return OptionalInt.empty();
    }
    handle
        .createUpdate(
            """
            INSERT INTO grant_use (grant_id, use_number, request_id)
            VALUES (:grant, :number, :request)
            """)
        .bind("grant", id)
        .bind("number", number.get())
        .bind("request", requestId)
        .execute();
    return OptionalInt.of(number.get());
  }

  /** Takes a grant back; false when it was before. */
  public static boolean revoke(
      Handle handle, String id, String by, @Nullable String reason, long now) {
    return handle
            .createUpdate(
                """
                UPDATE standing_grant
                SET revoked_at = :now, revoked_by = :by, revoke_reason = :reason
                WHERE id = :id AND revoked_at IS NULL
                """)
            .bind("id", id)
            .bind("by", by)
            .bind("reason", reason)
            .bind("now", now)
            .execute()
        == 1;
  }

  /** One grant. */
  public static Optional<GrantRow> byId(Handle handle, String id) {
    return handle
        .createQuery("SELECT * FROM standing_grant WHERE id = :id")
        .bind("id", id)
        .map((row, context) -> read(row))
        .findOne();
  }

  /** Those in force, or all; the latest first. */
  public static List<GrantRow> list(Handle handle, boolean all, long now, int limit) {
    return handle
        .createQuery(
            "SELECT * FROM standing_grant "
                + (all ? "WHERE given_at <= :now" : "WHERE " + IN_FORCE)
                + " ORDER BY given_at DESC, id LIMIT :limit")
        .bind("now", now)
        .bind("limit", limit)
        .map((row, context) -> read(row))
        .list();
  }

  /** What a grant let through, the first first. */
  public static List<Use> uses(Handle handle, String id) {
    return handle
        .createQuery(
            "SELECT use_number, request_id FROM grant_use WHERE grant_id = :id ORDER BY use_number")
        .bind("id", id)
        .map((row, context) -> new Use(row.getInt("use_number"), row.getString("request_id")))
        .list();
  }

  private static GrantRow read(ResultSet row) throws SQLException {
    String by = row.getString("revoked_by");
    return new GrantRow(
        row.getString("id"),
        row.getString("scope"),
        row.getInt("uses"),
        row.getInt("used"),
        row.getLong("given_at"),
        row.getLong("until_at"),
        by == null ? null : (Long) row.getLong("revoked_at"),
        by,
        row.getString("revoke_reason"));
  }
}
