package dev.callgate.approver.life;

import dev.callgate.approver.api.AuditType;
import dev.callgate.approver.api.Role;
import dev.callgate.approver.api.TokenBody;
import dev.callgate.approver.api.TokenCreated;
import dev.callgate.approver.api.TokenList;
import dev.callgate.approver.api.TokenSummary;
import dev.callgate.approver.life.Refusal.Code;
import dev.callgate.approver.store.ApiTokenRow;
import dev.callgate.approver.store.ApiTokenTable;
import dev.callgate.approver.store.AuditEvent;
import dev.callgate.approver.store.AuditLog;
import dev.callgate.approver.store.Database;
import dev.callgate.protocol.Digests;
import dev.callgate.protocol.Ids;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.Quorum;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that people make for their programs: never more than the person, never for long, and gone
 * at once when they are revoked or the person is. Thread-safe.
 */
public final class ApiTokens {
  static final Duration LONGEST = Duration.ofDays(90);

  private static final int MOST_PER_PERSON = 50;
  private static final int LONGEST_NAME = 100;
  private static final long MINUTE = 60_000;

  private final Database database;
  private final People people;
  private final Clock clock;
  private final Runnable afterCommit;

  /** Tokens in {@code database}; {@code afterCommit} hears when one is revoked. */
  public ApiTokens(Database database, People people, Clock clock, Runnable afterCommit) {
    this.database = database;
    this.people = people;
    this.clock = clock;
    this.afterCommit = afterCommit;
  }

  /**
   * Makes a token for its maker.
   *
   * @throws Refusal when it would be more than the person, longer than {@link #LONGEST}, or is
   *     asked for with another token
   */
  public TokenCreated create(Person person, Means means, byte[] body) throws Refusal {
    requireOwn(means);
    TokenBody wanted = SignedObjects.read(body, TokenBody.class);
    String name = SignedObjects.present(wanted.name(), "name").strip();
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      throw new Refusal(
          Code.MALFORMED,
          "the token's name is empty or longer than " + LONGEST_NAME + " characters",
          "say what it is for");
    }
    List<Role> scopes = scopes(person, wanted);
    if (wanted.expiresInMillis() <= 0 || wanted.expiresInMillis() > LONGEST.toMillis()) {
      throw new Refusal(
          Code.NOT_ALLOWED,
          "a token is good for at most " + LONGEST.toDays() + " days",
          "make a new one before it ends");
    }
    String secret = ApiToken.draw();
    long now = clock.millis();
    ApiTokenRow row =
        new ApiTokenRow(
            Ids.random(),
            person.name(),
            name,
            scopes,
            Digests.of(secret),
            now,
            now + wanted.expiresInMillis(),
            0);
    database.write(
        handle -> {
          long others =
              ApiTokenTable.all(handle).stream()
                  .filter(each -> Quorum.isSame(each.person(), person.name()))
                  .count();
          if (others >= MOST_PER_PERSON) {
            throw new Refusal(
                Code.TOO_MANY,
                person.name() + " has " + others + " tokens",
                "revoke those that nobody uses: `callgate tokens list`");
          }
          ApiTokenTable.insert(handle, row);
          return record(handle, AuditType.TOKEN_CREATED, "reviewer:" + person.name(), row, now);
        });
    return new TokenCreated(summary(row), secret);
  }

  private static List<Role> scopes(Person person, TokenBody wanted) throws Refusal {
    TreeSet<Role> scopes = new TreeSet<>();
    for (@Nullable Role scope : SignedObjects.present(wanted.scopes(), "scopes")) {
      scopes.add(SignedObjects.present(scope, "a scope"));
    }
    if (scopes.isEmpty()) {
      throw new Refusal(Code.MALFORMED, "the token would have no scope", "name at least one role");
    }
    for (Role scope : scopes) {
      if (!person.is(scope)) {
        throw new Refusal(
            Code.NOT_ALLOWED,
            "a token is never more than its person: "
                + person.name()
                + " has "
                + Memberships.words(person.roles())
                + ", and not "
                + Memberships.words(List.of(scope)),
            "ask for those roles only");
      }
    }
    return List.copyOf(scopes);
  }

  /**
   * The person's own tokens, and for an admin everybody's.
   *
   * @throws Refusal when another token asks
   */
  public TokenList list(Person person, Means means) throws Refusal {
    requireOwn(means);
    List<ApiTokenRow> all = database.<List<ApiTokenRow>, RuntimeException>read(ApiTokenTable::all);
    return new TokenList(
        all.stream().filter(row -> isFor(person, row)).map(ApiTokens::summary).toList());
  }

  /**
   * Revokes a token of the person's own, or, for an admin, anybody's.
   *
   * @throws Refusal when there is no such token for this person
   */
  public TokenSummary revoke(Person person, Means means, String id) throws Refusal {
    requireOwn(means);
    ApiTokenRow revoked =
        database.write(
            handle -> {
              ApiTokenRow row =
                  ApiTokenTable.byId(handle, id)
                      .filter(each -> isFor(person, each))
                      .orElseThrow(
                          () ->
                              new Refusal(
                                  Code.NOT_FOUND,
                                  "no token has the id " + id,
                                  "list the tokens to see their ids"));
              ApiTokenTable.remove(handle, id);
              String kind = Quorum.isSame(row.person(), person.name()) ? "reviewer:" : "admin:";
              record(handle, AuditType.TOKEN_REVOKED, kind + person.name(), row, clock.millis());
              return row;
            });
    afterCommit.run();
    return summary(revoked);
  }

  /** Whose token this is, with no more roles than it has; null when it is none, or no longer. */
  public @Nullable Person person(String token) {
    if (!ApiToken.isWellFormed(token)) {
      return null;
    }
    long now = clock.millis();
    String digest = Digests.of(token);
    Found found = database.<@Nullable Found, RuntimeException>read(handle -> find(handle, digest));
    if (found == null || now >= found.row().expiresAt()) {
      return null;
    }
    if (now - found.row().lastUsedAt() >= MINUTE) {
      database.write(
          handle -> {
            ApiTokenTable.used(handle, found.row().id(), now);
            return now;
          });
    }
    return found.person().within(found.row().scopes());
  }

  private record Found(ApiTokenRow row, Person person) {}

  private @Nullable Found find(Handle handle, String digest) {
    ApiTokenRow row = ApiTokenTable.byToken(handle, digest).orElse(null);
    Person person = row == null ? null : people.current(handle, row.person());
    return row == null || person == null ? null : new Found(row, person);
  }

  private static boolean isFor(Person person, ApiTokenRow row) {
    return person.is(Role.ADMIN) || Quorum.isSame(row.person(), person.name());
  }

  private static void requireOwn(Means means) throws Refusal {
    if (means != Means.OWN) {
      throw new Refusal(
          Code.FORBIDDEN,
          "an API token does not manage API tokens",
          "use your own connection file");
    }
  }

  private static long record(
      Handle handle, AuditType type, String actor, ApiTokenRow row, long now) {
    TokenSummary token = summary(row);
    return AuditLog.append(
        handle,
        new AuditEvent(
                now,
                type,
                null,
                null,
                actor,
                "of "
                    + row.person()
                    + " for "
                    + row.name()
                    + ": "
                    + Memberships.words(row.scopes()),
                new TreeMap<>())
            .with("token", Json.write(token)));
  }

  private static TokenSummary summary(ApiTokenRow row) {
    return new TokenSummary(
        row.id(),
        row.person(),
        row.name(),
        row.scopes(),
        row.createdAt(),
        row.expiresAt(),
        row.lastUsedAt());
  }
}
