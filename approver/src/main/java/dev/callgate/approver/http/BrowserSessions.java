package dev.callgate.approver.http;

import dev.callgate.approver.api.SignedIn;
import dev.callgate.approver.life.Refusal;
import dev.callgate.approver.life.Refusal.Code;
import dev.callgate.protocol.Digests;
import dev.callgate.protocol.Ids;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Who sits at which browser. A session is opened with a person's own token, named by a cookie that
 * scripts cannot read and other sites cannot send, and kept in memory by the digest of that cookie:
 * it ends with this process. Its name is always drawn anew, so that nobody can sign somebody else
 * in under a name that they know. Thread-safe.
 */
public final class BrowserSessions {
  /** However busy it is: as long as a shift. */
  static final Duration LONGEST = Duration.ofHours(12);

  /** Without an open page or a request. */
  static final Duration IDLE = Duration.ofMinutes(30);

  // Only for this host, this path, and TLS: browsers hold a cookie with this prefix to that.
  private static final String COOKIE = "__Host-callgate";
  private static final String ATTRIBUTES = "; Path=/; Secure; HttpOnly; SameSite=Strict";
  private static final int MOST_PER_PERSON = 16;

  private final Credentials credentials;
  private final Clock clock;
  private final Runnable afterEnd;
  private final Map<String, Session> sessions = new LinkedHashMap<>();

  /** What a session rests on: it ends when there is nobody any more. */
  private interface Ground {
    Caller.@Nullable Reviewer person();
  }

  private static final class Session {
    private final Ground ground;
    private final String person;
    private final long endsAt;
    private long seenAt;

    Session(Ground ground, String person, long now) {
      this.ground = ground;
      this.person = person;
      this.endsAt = now + LONGEST.toMillis();
      this.seenAt = now;
    }

    boolean isOver(long now) {
      return now >= endsAt || now >= seenAt + IDLE.toMillis();
    }
  }

  /**
   * An opened session.
   *
   * @param cookie the {@code Set-Cookie} header that names it
   * @param person who
   */
  record Opened(String cookie, SignedIn person) {}

  /** None yet. {@code afterEnd} hears when a person has ended one. */
  public BrowserSessions(Credentials credentials, Clock clock, Runnable afterEnd) {
    this.credentials = credentials;
    this.clock = clock;
    this.afterEnd = afterEnd;
  }

  /** The session that a browser names: null when it names none, or several. */
  static @Nullable String cookie(Request request) {
    String found = null;
    for (HttpCookie cookie : Request.getCookies(request)) {
      if (cookie.getName().equals(COOKIE)) {
        if (found != null) {
          return null;
        }
        found = cookie.getValue();
      }
    }
    return found;
  }

  /**
   * Opens a session for the holder of {@code token} in the place of {@code before}.
   *
   * @throws Refusal when it is no reviewer's token
   */
  Opened open(String token, @Nullable String before) throws Refusal {
    String tokenDigest = Digests.of(token.strip());
    Ground ground = () -> credentials.reviewer(tokenDigest);
    Caller.Reviewer reviewer = ground.person();
    if (reviewer == null) {
      throw new Refusal(
          Code.UNAUTHENTICATED,
          "this is no reviewer's token",
          "it stands in the reviewer's connection file, behind token:");
    }
    return open(ground, reviewer, before);
  }

  /**
   * Opens a session in the place of {@code before} for the person of this name, who has proved in
   * some other way who they are. It ends when there is no such person any more.
   *
   * @throws Refusal when there is none
   */
  Opened openFor(String name, @Nullable String before) throws Refusal {
    return openFor(name, () -> true, before);
  }

  /** The same, for as long as {@code holds} besides. */
  Opened openFor(String name, BooleanSupplier holds, @Nullable String before) throws Refusal {
    Ground ground = () -> holds.getAsBoolean() ? credentials.person(name) : null;
    Caller.Reviewer reviewer = ground.person();
    if (reviewer == null) {
      throw new Refusal(
          Code.UNAUTHENTICATED,
          "nobody of this name may come in here: " + name,
          "an admin adds people with `callgate people add`");
    }
    return open(ground, reviewer, before);
  }

  private Opened open(Ground ground, Caller.Reviewer reviewer, @Nullable String before) {
    String name = reviewer.person().name();
    // Drawn anew at each sign-in: who knew the one before knows nothing of this one.
    String value = Ids.token("cgs");
    long now = clock.millis();
    Session session = new Session(ground, name, now);
    synchronized (sessions) {
      if (before != null) {
        sessions.remove(Digests.of(before));
      }
      sessions.values().removeIf(each -> each.isOver(now));
      if (sessions.values().stream().filter(each -> each.person.equals(name)).count()
          >= MOST_PER_PERSON) {
        // The oldest of them: the map is in the order of their beginnings.
        sessions.values().stream()
            .filter(each -> each.person.equals(name))
            .findFirst()
            .ifPresent(oldest -> sessions.values().remove(oldest));
      }
      sessions.put(Digests.of(value), session);
    }
    return new Opened(COOKIE + "=" + value + ATTRIBUTES, words(reviewer, session, now));
  }

  /**
   * Whose session {@code cookie} names, which is in use by that.
   *
   * @throws Refusal when it is over, or never was
   */
  Caller.Reviewer require(@Nullable String cookie) throws Refusal {
    Session session = cookie == null ? null : inUse(cookie);
    Caller.Reviewer reviewer = session == null ? null : session.ground.person();
    if (reviewer == null) {
      throw new Refusal(Code.UNAUTHENTICATED, "nobody is signed in here, or no longer", "sign in");
    }
    return reviewer;
  }

  /** Who is signed in, and until when. */
  SignedIn show(@Nullable String cookie) throws Refusal {
    Caller.Reviewer reviewer = require(cookie);
    Session session = cookie == null ? null : inUse(cookie);
    if (session == null) {
      throw new Refusal(Code.UNAUTHENTICATED, "the session has just ended", "sign in");
    }
    return words(reviewer, session, clock.millis());
  }

  /** Ends a session, if there is one; returns the {@code Set-Cookie} header that forgets it. */
  String end(@Nullable String cookie) {
    if (cookie != null) {
      synchronized (sessions) {
        sessions.remove(Digests.of(cookie));
      }
      afterEnd.run();
    }
    return COOKIE + "=; Max-Age=0" + ATTRIBUTES;
  }

  private @Nullable Session inUse(String cookie) {
    String digest = Digests.of(cookie);
    long now = clock.millis();
    synchronized (sessions) {
      Session session = sessions.get(digest);
      if (session == null) {
        return null;
      }
      if (session.isOver(now)) {
        sessions.remove(digest);
        return null;
      }
      session.seenAt = now;
      return session;
    }
  }

  private static SignedIn words(Caller.Reviewer reviewer, Session session, long now) {
    return new SignedIn(
        reviewer.person().name(),
        reviewer.person().groups(),
        reviewer.person().roles(),
        session.endsAt,
        IDLE.toMillis(),
        now);
  }
}
