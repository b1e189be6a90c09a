package dev.callgate.approver.store;

import dev.callgate.protocol.Quorum;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The API tokens that were not revoked. */
public final class ApiTokenTable {
  private ApiTokenTable() {}

  /** Adds a token. */
  public static void insert(Handle handle, ApiTokenRow token) {
    handle
        .createUpdate(
            """
            INSERT INTO api_token (id, identity, person, name, scopes, token_digest, created_at,
                expires_at, last_used_at)
            VALUES (:id, :identity, :person, :name, :scopes, :digest, :created, :expires, 0)
            """)
        .bind("id", token.id())
        .bind("identity", Quorum.identity(token.person()))
        .bind("person", token.person())
        .bind("name", token.name())
        .bind("scopes", PersonTable.roles(token.scopes()))
        .bind("digest", token.tokenDigest())
        .bind("created", token.createdAt())
        .bind("expires", token.expiresAt())
        .execute();
  }

  /** Notes that a token was used. */
  public static void used(Handle handle, String id, long now) {
    handle
        .createUpdate("UPDATE api_token SET last_used_at = :now WHERE id = :id")
        .bind("now", now)
        .bind("id", id)
        .execute();
  }

  /** Takes a token out. */
  public static void remove(Handle handle, String id) {
    handle.createUpdate("DELETE FROM api_token WHERE id = :id").bind("id", id).execute();
  }

  /** Takes all of a person's tokens out. */
  public static void removeOf(Handle handle, String person) {
    handle
        .createUpdate("DELETE FROM api_token WHERE identity = :identity")
        .bind("identity", Quorum.identity(person))
        .execute();
  }

  /** All, the oldest first. */
  public static List<ApiTokenRow> all(Handle handle) {
    return handle
        .createQuery("SELECT * FROM api_token ORDER BY created_at, id")
        .map((row, context) -> read(row))
        .list();
  }

  /** The token with this id. */
  public static Optional<ApiTokenRow> byId(Handle handle, String id) {
    return handle
        .createQuery("SELECT * FROM api_token WHERE id = :id")
        .bind("id", id)
        .map((row, context) -> read(row))
        .findOne();
  }

  /** The token with this digest. */
  public static Optional<ApiTokenRow> byToken(Handle handle, String digest) {
    return handle
        .createQuery("SELECT * FROM api_token WHERE token_digest = :digest")
        .bind("digest", digest)
        .map((row, context) -> read(row))
        .findOne();
  }

  private static ApiTokenRow read(ResultSet row) throws SQLException {
    return new ApiTokenRow(
        row.getString("id"),
        row.getString("person"),
        row.getString("name"),
        PersonTable.roles(row.getString("scopes")),
        row.getString("token_digest"),
        row.getLong("created_at"),
        row.getLong("expires_at"),
        row.getLong("last_used_at"));
  }
}
