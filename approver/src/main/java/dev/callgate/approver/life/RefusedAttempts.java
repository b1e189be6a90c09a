package dev.callgate.approver.life;

import dev.callgate.approver.api.AuditType;
import dev.callgate.approver.store.AuditEvent;
import dev.callgate.approver.store.AuditLog;
import dev.callgate.approver.store.Database;
import java.time.Clock;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Somebody asked for what they may not have: a token that nobody issued, a route of others, a
 * signature by another key, a yes to their own call. Recorded, and bounded: whoever has no
 * credential must not be able to fill a disk. What is over the bound is counted, and the next entry
 * says so. Strangers and known callers have a bound each, so that the noise of the ones does not
 * cover the others. Thread-safe.
 */
public final class RefusedAttempts {
  static final int MOST_A_MINUTE = 60;
  private static final long MINUTE = 60_000;

  private final Database database;
  private final Clock clock;
  private final Bound strangers = new Bound();
  private final Bound known = new Bound();

  /** Attempts into {@code database}. */
  public RefusedAttempts(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * What was tried.
   *
   * @param actor who, kind and name; null for a stranger
   * @param jvm the JVM, when one tried
   * @param route method and path, as the table of routes has them
   * @param request the request that it was about, or null
   * @param from the address it came from
   */
  public record Attempt(
      @Nullable String actor,
      @Nullable String jvm,
      String route,
      @Nullable String request,
      String from) {}

  private static final class Bound {
    private long minute;
    private int taken;
    private long leftOut;

    /** How many were left out before this one; -1 when this one is, too. */
    synchronized long take(long now) {
      if (now / MINUTE != minute) {
        minute = now / MINUTE;
        taken = 0;
      }
      if (taken == MOST_A_MINUTE) {
        leftOut++;
        return -1;
      }
      taken++;
      long before = leftOut;
      leftOut = 0;
      return before;
    }
  }

  /** Records an attempt that {@code refusal} has ended, when it is of a kind that matters. */
  public void record(Attempt attempt, Refusal refusal) {
    boolean matters =
        switch (refusal.code()) {
          case UNAUTHENTICATED,
              FORBIDDEN,
              UNVERIFIED,
              UNSIGNED,
              REVOKED,
              ROLE_MISSING,
              TOKEN_TOO_WEAK,
              NOT_ENTITLED,
              OWN_REQUEST ->
              true;
          // A page asks first, to hear that it is needed.
          case UNCONFIRMED,
              MALFORMED,
              DISAGREES,
              NOT_FOUND,
              METHOD_NOT_ALLOWED,
              CONFLICT,
              TOO_LATE,
              NOT_ALLOWED,
              TOO_LARGE,
              WRONG_TYPE,
              TOO_SLOW,
              TOO_MANY ->
              false;
        };
    if (!matters) {
      return;
    }
    long now = clock.millis();
    long leftOut = (attempt.actor() == null ? strangers : known).take(now);
    if (leftOut < 0) {
      return;
    }
    // Only a person's refused review belongs to a request: of others nobody knows that they see it.
    boolean about =
        refusal.code() == Refusal.Code.NOT_ENTITLED || refusal.code() == Refusal.Code.OWN_REQUEST;
    AuditEvent event =
        new AuditEvent(
            now,
            AuditType.ATTEMPT_REFUSED,
            about ? attempt.request() : null,
            attempt.jvm(),
            attempt.actor() == null ? "unknown" : attempt.actor(),
            attempt.route()
                + " from "
                + attempt.from()
                + ": "
                + refusal.code().name().toLowerCase(Locale.ROOT)
                + ", "
                + refusal.getMessage()
                + (leftOut == 0 ? "" : "; " + leftOut + " more before it were not recorded"),
            new TreeMap<>());
    database.write(handle -> AuditLog.append(handle, event));
  }
}
