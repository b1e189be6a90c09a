package dev.callgate.approver.passkey;

import dev.callgate.approver.api.AuditType;
import dev.callgate.approver.api.Confirmation;
import dev.callgate.approver.api.PasskeyChallenge;
import dev.callgate.approver.api.PasskeyUse;
import dev.callgate.approver.life.Person;
import dev.callgate.approver.life.Refusal;
import dev.callgate.approver.life.Refusal.Code;
import dev.callgate.approver.store.AuditEvent;
import dev.callgate.approver.store.AuditLog;
import dev.callgate.approver.store.Database;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.Quorum;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * That a person was just now at an authenticator, for exactly one action: a stolen token, or a
 * browser that was left open, is not enough for what is worth more than one call. The proof counts
 * for one action in the words of whoever asks for it, once, and for {@link #LASTS}. Thread-safe.
 *
 * <p>A route that wants one calls {@link #require} before it changes anything; the page answers the
 * refusal by having the action confirmed and asking again.
 */
public final class FreshProofs {
  /** How long a proof is fresh. */
  public static final Duration LASTS = Duration.ofSeconds(60);

  private static final int LONGEST_ACTION = 200;

  private final Database database;
  private final Passkeys passkeys;
  private final Clock clock;
  private final Map<String, Long> proven = new HashMap<>();

  /** Proofs with these passkeys. */
  public FreshProofs(Database database, Passkeys passkeys, Clock clock) {
    this.database = database;
    this.passkeys = passkeys;
    this.clock = clock;
  }

  /** What has to be signed for an action. */
  public PasskeyChallenge challenge(Person person, Confirmation asked, Site site) throws Refusal {
    return passkeys.confirmChallenge(person, action(asked), site);
  }

  /** Takes the proof, and records it. */
  public void prove(Person person, Confirmation given, PasskeyUse use, Site site) throws Refusal {
    String action = action(given);
    passkeys.confirm(person, action, use, site);
    long now = clock.millis();
    AuditEvent event =
        new AuditEvent(
                now,
                AuditType.ACTION_CONFIRMED,
                null,
                null,
                "reviewer:" + person.name(),
                action,
                new TreeMap<>())
            .with("assertion", Json.write(use));
    database.write(handle -> AuditLog.append(handle, event));
    synchronized (proven) {
      proven.values().removeIf(until -> until <= now);
      proven.put(key(person, action), now + LASTS.toMillis());
    }
  }

  /**
   * Uses the proof up.
   *
   * @param action in the words of the route, such as {@code freeze.lift:ID}
   * @throws Refusal when {@code person} has a passkey and has not just now confirmed this action
   *     with it; whoever has none is refused with {@link #requireAlways} only
   */
  public void require(Person person, String action) throws Refusal {
    if (passkeys.has(person)) {
      requireAlways(person, action);
    }
  }

  /** As {@link #require}, of people without a passkey, too. */
  public void requireAlways(Person person, String action) throws Refusal {
    Long until;
    synchronized (proven) {
      until = proven.remove(key(person, action));
    }
    if (until == null || until <= clock.millis()) {
      throw new Refusal(
          Code.UNCONFIRMED,
          "this takes your passkey, just now: " + action,
          "confirm it in the console");
    }
  }

  private static String key(Person person, String action) {
    return Quorum.identity(person.name()) + "\n" + action;
  }

  private static String action(Confirmation asked) throws Refusal {
    String action = asked.action();
    if (action == null
        || action.isEmpty()
        || action.length() > LONGEST_ACTION
        || action.codePoints().anyMatch(Character::isISOControl)) {
      throw new Refusal(Code.MALFORMED, "not an action to confirm", "name one, on one line");
    }
    return action;
  }
}
