package dev.callgate.approver.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Single-use enrolment tokens, used ones too: so that it can be said that one was used. */
public final class EnrolmentTokenTable {
  private EnrolmentTokenTable() {}

  /** Adds a token. */
  public static void insert(Handle handle, EnrolmentTokenRow token) {
    handle
        .createUpdate(
            """
            INSERT INTO enrolment_token (id, application, token_digest, created_at, expires_at)
            VALUES (:id, :application, :digest, :created, :expires)
            """)
        .bind("id", token.id())
        .bind("application", token.application())
        .bind("digest", token.tokenDigest())
        .bind("created", token.createdAt())
        .bind("expires", token.expiresAt())
        .execute();
  }

  /** Uses a token up for {@code jvm}; false when another JVM was faster. */
  public static boolean use(Handle handle, String id, String jvm) {
    return handle
            .createUpdate(
                """
                UPDATE enrolment_token SET used_by = :jvm
                WHERE id = :id AND (used_by IS NULL OR used_by = :jvm)
                """)
            .bind("id", id)
            .bind("jvm", jvm)
            .execute()
        == 1;
  }

  /** The token with this digest. */
  public static Optional<EnrolmentTokenRow> byToken(Handle handle, String digest) {
    return handle
        .createQuery("SELECT * FROM enrolment_token WHERE token_digest = :digest")
        .bind("digest", digest)
        .map((row, context) -> read(row))
        .findOne();
  }

  private static EnrolmentTokenRow read(ResultSet row) throws SQLException {
    return new EnrolmentTokenRow(
        row.getString("id"),
        row.getString("application"),
        row.getString("token_digest"),
        row.getLong("created_at"),
        row.getLong("expires_at"),
        row.getString("used_by"));
  }
}
