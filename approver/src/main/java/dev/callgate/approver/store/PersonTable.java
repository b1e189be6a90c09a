package dev.callgate.approver.store;

import dev.callgate.approver.api.Role;
import dev.callgate.protocol.Quorum;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The people whom admins added, and those who have signed in at the identity provider. */
public final class PersonTable {
  private PersonTable() {}

  /** Adds a person, or changes the one with this id. Names are unique as people are compared. */
  public static void put(Handle handle, PersonRow person) {
    handle
        .createUpdate(
            """
            INSERT INTO person (id, identity, name, member_of, roles, token_digest, issuer, subject,
                created_at)
            VALUES (:id, :identity, :name, :groups, :roles, :token, :issuer, :subject, :at)
            ON CONFLICT (id) DO UPDATE SET member_of = :groups, roles = :roles,
                token_digest = :token
            """)
        .bind("id", person.id())
        .bind("identity", Quorum.identity(person.name()))
        .bind("name", person.name())
        .bind("groups", String.join(" ", person.groups()))
        .bind("roles", roles(person.roles()))
        .bind("token", person.tokenDigest())
        .bind("issuer", person.issuer())
        .bind("subject", person.subject())
        .bind("at", person.createdAt())
        .execute();
  }

  /** Takes a person out. */
  public static void remove(Handle handle, String id) {
    handle.createUpdate("DELETE FROM person WHERE id = :id").bind("id", id).execute();
  }

  /** Everybody, by their names. */
  public static List<PersonRow> all(Handle handle) {
    return handle
        .createQuery("SELECT * FROM person ORDER BY identity")
        .map((row, context) -> read(row))
        .list();
  }

  /** The person with this id. */
  public static Optional<PersonRow> byId(Handle handle, String id) {
    return one(handle, "id", id);
  }

  /** The person of this name, however it is spelled. */
  public static Optional<PersonRow> byName(Handle handle, String name) {
    return one(handle, "identity", Quorum.identity(name));
  }

  /** The person who holds the token with this digest. */
  public static Optional<PersonRow> byToken(Handle handle, String tokenDigest) {
    return one(handle, "token_digest", tokenDigest);
  }

  /** The person who is {@code subject} to the identity provider {@code issuer}. */
  public static Optional<PersonRow> bySubject(Handle handle, String issuer, String subject) {
    return handle
        .createQuery("SELECT * FROM person WHERE issuer = :issuer AND subject = :subject")
        .bind("issuer", issuer)
        .bind("subject", subject)
        .map((row, context) -> read(row))
        .findOne();
  }

  private static Optional<PersonRow> one(Handle handle, String column, String value) {
    return handle
        .createQuery("SELECT * FROM person WHERE " + column + " = :value")
        .bind("value", value)
        .map((row, context) -> read(row))
        .findOne();
  }

  static String roles(List<Role> roles) {
    return roles.stream()
        .map(role -> role.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(" "));
  }

  static List<Role> roles(String written) {
    return words(written).stream()
        .map(word -> Role.valueOf(word.toUpperCase(Locale.ROOT)))
        .toList();
  }

  private static List<String> words(@Nullable String written) {
    return written == null || written.isEmpty() ? List.of() : List.of(written.split(" "));
  }

  private static PersonRow read(ResultSet row) throws SQLException {
    return new PersonRow(
        row.getString("id"),
        row.getString("name"),
        words(row.getString("member_of")),
        roles(row.getString("roles")),
        row.getString("token_digest"),
        row.getString("issuer"),
        row.getString("subject"),
        row.getLong("created_at"));
  }
}
