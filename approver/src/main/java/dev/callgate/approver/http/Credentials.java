package dev.callgate.approver.http;

import dev.callgate.approver.life.ApiTokens;
import dev.callgate.approver.life.EnrolmentTokens;
import dev.callgate.approver.life.Means;
import dev.callgate.approver.life.People;
import dev.callgate.approver.life.Person;
import dev.callgate.approver.life.Presence;
import dev.callgate.approver.life.Refusal;
import dev.callgate.approver.life.Refusal.Code;
import dev.callgate.approver.store.AgentTable;
import dev.callgate.approver.store.Database;
import dev.callgate.approver.store.EnrolmentTokenTable;
import dev.callgate.approver.store.PersonTable;
import dev.callgate.protocol.Digests;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who calls. Tokens are 256 random bits and looked up by their SHA-256 digest, so that
 * neither the store nor the time of a comparison tells anything about them.
 */
public final class Credentials {
  private static final String SCHEME = "Bearer ";
  private static final String HINT = "send Authorization: Bearer and a token of the right kind";

  private final Map<String, Caller> issued;
  private final Database database;
  private final People people;
  private final ApiTokens apiTokens;
  private final Presence presence;

  /**
   * The credentials in {@code issued}, by the digest of their token, and the sessions and tokens in
   * {@code database}, of JVMs and of {@code people}. Who shows a session is {@code presence}'s to
   * know.
   */
  public Credentials(
      Map<String, Caller> issued,
      Database database,
      People people,
      ApiTokens apiTokens,
      Presence presence) {
    this.apiTokens = apiTokens;
    this.people = people;
    this.issued = Map.copyOf(issued);
    this.database = database;
    this.presence = presence;
  }

  /**
   * The caller who sent this {@code Authorization} header.
   *
   * @throws Refusal when the token is missing, was never issued, or opens other routes than {@code
   *     needed}
   */
  Caller require(Access needed, @Nullable String authorization) throws Refusal {
    if (authorization == null || !authorization.startsWith(SCHEME)) {
      throw new Refusal(Code.UNAUTHENTICATED, "this route needs a bearer token", HINT);
    }
    Caller caller =
        holder(authorization)
            .orElseThrow(() -> new Refusal(Code.UNAUTHENTICATED, "unknown token", HINT));
    if (caller.access() != needed) {
      throw new Refusal(
          Code.FORBIDDEN,
          "this token does not open this route",
          "agents ask and reviewers decide, each with a token of their own");
    }
    if (caller instanceof Caller.Jvm jvm) {
      if (jvm.agent().revokedAt() > 0) {
        throw EnrolmentTokens.revoked();
      }
      presence.seen(jvm.agent().id());
    }
    return caller;
  }

  /** Whoever the token in this header was issued to, whatever it opens. */
  Optional<Caller> holder(@Nullable String authorization) {
    if (authorization == null || !authorization.startsWith(SCHEME)) {
      return Optional.empty();
    }
    String token = authorization.substring(SCHEME.length()).strip();
    Person byToken = apiTokens.person(token);
    if (byToken != null) {
      return Optional.of(new Caller.Reviewer(byToken, Means.API_TOKEN));
    }
    String digest = Digests.of(token);
    return Optional.ofNullable(issued.get(digest)).or(() -> stored(digest));
  }

  /** The person whose own token has this digest, as they are now, or null. */
  Caller.@Nullable Reviewer reviewer(String tokenDigest) {
    Caller caller =
        Optional.ofNullable(issued.get(tokenDigest)).or(() -> stored(tokenDigest)).orElse(null);
    return caller instanceof Caller.Reviewer reviewer ? reviewer : null;
  }

  /** The person of this name as they are now, or null. */
  Caller.@Nullable Reviewer person(String name) {
    Person person =
        database.<@Nullable Person, RuntimeException>read(handle -> people.current(handle, name));
    return person == null ? null : new Caller.Reviewer(person);
  }

  private Optional<Caller> stored(String digest) {
    return database.<Optional<Caller>, RuntimeException>read(
        handle -> {
          Optional<Caller> jvm = AgentTable.bySession(handle, digest).map(Caller.Jvm::new);
          return jvm.or(
                  () ->
                      PersonTable.byToken(handle, digest)
                          .map(row -> new Caller.Reviewer(People.person(row))))
              .or(
                  () ->
                      EnrolmentTokenTable.byToken(handle, digest)
                          .map(row -> new Caller.Enroller("token:" + row.id(), row)));
        });
  }
}
