package dev.callgate.approver.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** People's passkeys. */
public final class PasskeyTable {
  private PasskeyTable() {}

  /** Adds one; its credential id must be in no other row. */
  public static void insert(Handle handle, PasskeyRow row) {
    handle
        .createUpdate(
            """
            INSERT INTO passkey (id, person, name, credential_id, attested, public_key, algorithm,
                rp_id, origin, sign_count, synchronised, created_at, used_at)
            VALUES (:id, :person, :name, :credential, :attested, :key, :algorithm, :rp, :origin,
                :count, :synchronised, :created, NULL)
            """)
        .bind("id", row.id())
        .bind("person", row.person())
        .bind("name", row.name())
        .bind("credential", row.credentialId())
        .bind("attested", row.attested())
        .bind("key", row.publicKey())
        .bind("algorithm", row.algorithm())
        .bind("rp", row.rpId())
        .bind("origin", row.origin())
        .bind("count", row.signCount())
        .bind("synchronised", row.synchronised() ? 1L : 0L)
        .bind("created", row.createdAt())
        .execute();
  }

  /** Those of one person, the oldest first. */
  public static List<PasskeyRow> of(Handle handle, String person) {
    return handle
        .createQuery("SELECT * FROM passkey WHERE person = :person ORDER BY created_at, id")
        .bind("person", person)
        .map((row, context) -> read(row))
        .list();
  }

  /** The one with this id. */
  public static Optional<PasskeyRow> byId(Handle handle, String id) {
    return by(handle, "id", id);
  }

  /** The one that authenticators know by this name. */
  public static Optional<PasskeyRow> byCredential(Handle handle, String credentialId) {
    return by(handle, "credential_id", credentialId);
  }

  private static Optional<PasskeyRow> by(Handle handle, String column, String value) {
    return handle
        .createQuery("SELECT * FROM passkey WHERE " + column + " = :value")
        .bind("value", value)
        .map((row, context) -> read(row))
        .findOne();
  }

  /** Notes that it was used; its counter as it was then. */
  public static void used(Handle handle, String id, long signCount, long now) {
    handle
        .createUpdate("UPDATE passkey SET sign_count = :count, used_at = :now WHERE id = :id")
        .bind("count", signCount)
        .bind("now", now)
        .bind("id", id)
        .execute();
  }

  /** Gives it another name. */
  public static void rename(Handle handle, String id, String name) {
    handle
        .createUpdate("UPDATE passkey SET name = :name WHERE id = :id")
        .bind("name", name)
        .bind("id", id)
        .execute();
  }

  /** Takes it out. */
  public static void remove(Handle handle, String id) {
    handle.createUpdate("DELETE FROM passkey WHERE id = :id").bind("id", id).execute();
  }

  /** Takes all of a person's out. */
  public static void removeOf(Handle handle, String person) {
    handle
        .createUpdate("DELETE FROM passkey WHERE person = :person")
        .bind("person", person)
        .execute();
  }

  private static PasskeyRow read(ResultSet row) throws SQLException {
    long used = row.getLong("used_at");
    boolean never = row.wasNull();
    return new PasskeyRow(
        row.getString("id"),
        row.getString("person"),
        row.getString("name"),
        row.getString("credential_id"),
        row.getString("attested"),
        row.getString("public_key"),
        row.getString("algorithm"),
        row.getString("rp_id"),
        row.getString("origin"),
        row.getLong("sign_count"),
        row.getLong("synchronised") != 0,
        row.getLong("created_at"),
        never ? null : used);
  }
}
