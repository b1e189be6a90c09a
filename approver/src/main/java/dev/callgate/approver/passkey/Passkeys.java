package dev.callgate.approver.passkey;

import dev.callgate.approver.api.AuditType;
import dev.callgate.approver.api.PasskeyChallenge;
import dev.callgate.approver.api.PasskeyList;
import dev.callgate.approver.api.PasskeyOptions;
import dev.callgate.approver.api.PasskeyPublic;
import dev.callgate.approver.api.PasskeyRegistration;
import dev.callgate.approver.api.PasskeySummary;
import dev.callgate.approver.api.PasskeyUse;
import dev.callgate.approver.life.Person;
import dev.callgate.approver.life.Refusal;
import dev.callgate.approver.life.Refusal.Code;
import dev.callgate.approver.store.AuditEvent;
import dev.callgate.approver.store.AuditLog;
import dev.callgate.approver.store.Database;
import dev.callgate.approver.store.PasskeyRow;
import dev.callgate.approver.store.PasskeyTable;
import dev.callgate.protocol.Digests;
import dev.callgate.protocol.Ids;
import dev.callgate.protocol.Quorum;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The passkeys that people have made here. Each change is recorded in the audit log with it. That a
 * passkey is here makes nobody a reviewer whom a JVM believes: for that, roots sign its public half
 * into the trust bundle. Thread-safe.
 */
public final class Passkeys {
  private static final int MOST = 20;
  private static final int LONGEST_NAME = 60;
  private static final String SIGN_IN = "sign in";

  private final Database database;
  private final Clock clock;
  private final Ceremony ceremony = new Ceremony();
  private final Challenges challenges;
  // Apart from those of people who are signed in: strangers cannot push theirs out.
  private final Challenges strangers;

  /** Passkeys in {@code database}. */
  public Passkeys(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
    this.challenges = new Challenges(clock);
    this.strangers = new Challenges(clock);
  }

  /** Everything that {@code person} has. */
  public PasskeyList list(Person person) {
    return new PasskeyList(of(person).stream().map(Passkeys::summary).toList());
  }

  /** Whether {@code person} has any. */
  boolean has(Person person) {
    return !of(person).isEmpty();
  }

  private List<PasskeyRow> of(Person person) {
    return database.<List<PasskeyRow>, RuntimeException>read(
        handle -> PasskeyTable.of(handle, Quorum.identity(person.name())));
  }

  /** With what a browser at {@code site} makes one. */
  public PasskeyOptions options(Person person, Site site) {
    return new PasskeyOptions(
        challenges.issue("make:" + Quorum.identity(person.name())),
        site.rpId(),
        userHandle(Quorum.identity(person.name())),
        person.name(),
        Ceremony.OFFERED,
        of(person).stream().map(PasskeyRow::credentialId).toList(),
        Challenges.LASTS.toMillis());
  }

  /**
   * Keeps what the browser has made.
   *
   * @throws Refusal when it is not made for a challenge of ours, here, by somebody recognised
   */
  public PasskeySummary register(Person person, PasskeyRegistration made, Site site)
      throws Refusal {
    String identity = Quorum.identity(person.name());
    String name = name(made.name());
    String challenge = Ceremony.challenge(made.clientDataJson());
    requireTaken(challenges.take(challenge, "make:" + identity));
    Ceremony.Made good = ceremony.make(made, challenge, site);
    PasskeyRow row =
        new PasskeyRow(
            Ids.random(),
            identity,
            name,
            good.credentialId(),
            good.attested(),
            good.publicKey(),
            good.algorithm(),
            site.rpId(),
            site.origin(),
            good.signCount(),
            good.synchronised(),
            clock.millis(),
            null);
    database.write(
        handle -> {
          if (PasskeyTable.of(handle, identity).size() >= MOST) {
            throw new Refusal(
                Code.TOO_MANY, "nobody has more than " + MOST + " passkeys", "remove one first");
          }
          if (PasskeyTable.byCredential(handle, row.credentialId()).isPresent()) {
            throw new Refusal(
                Code.CONFLICT, "this passkey is here already", "use it, or make another one");
          }
          PasskeyTable.insert(handle, row);
          note(handle, person, AuditType.PASSKEY_ADDED, row, row.name() + " at " + row.origin());
          return row;
        });
    return summary(row);
  }

  /** Calls one of {@code person}'s otherwise. */
  public PasskeySummary rename(Person person, String id, @Nullable String wanted) throws Refusal {
    String name = name(wanted);
    return summary(
        database.write(
            handle -> {
              PasskeyRow row = own(PasskeyTable.byId(handle, id), person);
              PasskeyTable.rename(handle, id, name);
              note(handle, person, AuditType.PASSKEY_RENAMED, row, row.name() + " is now " + name);
              return own(PasskeyTable.byId(handle, id), person);
            }));
  }

  /** Takes one of {@code person}'s out; who signed in with it is signed out. */
  public PasskeySummary remove(Person person, String id) throws Refusal {
    return summary(
        database.write(
            handle -> {
              PasskeyRow row = own(PasskeyTable.byId(handle, id), person);
              PasskeyTable.remove(handle, id);
              note(handle, person, AuditType.PASSKEY_REMOVED, row, row.name());
              return row;
            }));
  }

  /** The public half of one of {@code person}'s, for those who sign trust bundles. */
  public PasskeyPublic file(Person person, String id) throws Refusal {
    PasskeyRow row = own(byId(id), person);
    return new PasskeyPublic(
        row.credentialId(), row.rpId(), List.of(row.origin()), row.publicKey());
  }

  private Optional<PasskeyRow> byId(String id) {
    return database.<Optional<PasskeyRow>, RuntimeException>read(
        handle -> PasskeyTable.byId(handle, id));
  }

  /** What somebody who is not signed in yet has to have signed. */
  public PasskeyChallenge signInChallenge(Site site) {
    return new PasskeyChallenge(
        strangers.issue(SIGN_IN), site.rpId(), List.of(), Challenges.LASTS.toMillis());
  }

  /**
   * Somebody who showed a passkey.
   *
   * @param person as {@link Quorum#identity} has the name
   * @param passkey the row's id
   */
  public record Shown(String person, String passkey) {}

  /**
   * Whose passkey this is.
   *
   * @throws Refusal when it is nobody's, or was not used for a challenge of ours, here, now
   */
  public Shown signIn(PasskeyUse used, Site site) throws Refusal {
    String challenge = Ceremony.challenge(used.clientDataJson());
    requireTaken(strangers.take(challenge, SIGN_IN));
    PasskeyRow row = used(used, null, challenge, site);
    return new Shown(row.person(), row.id());
  }

  /** Whether the passkey with this row id is there, and whose; null when it is gone. */
  public @Nullable String holder(String id) {
    return byId(id).map(PasskeyRow::person).orElse(null);
  }

  PasskeyChallenge confirmChallenge(Person person, String action, Site site) throws Refusal {
    List<String> allow =
        of(person).stream()
            .filter(row -> row.rpId().equals(site.rpId()))
            .map(PasskeyRow::credentialId)
            .toList();
    if (allow.isEmpty()) {
      throw new Refusal(
          Code.NOT_ALLOWED,
          "you have no passkey for " + site.rpId(),
          "make one on the page Your passkeys");
    }
    return new PasskeyChallenge(
        challenges.issue(purpose(person, action)), site.rpId(), allow, Challenges.LASTS.toMillis());
  }

  void confirm(Person person, String action, PasskeyUse used, Site site) throws Refusal {
    String challenge = Ceremony.challenge(used.clientDataJson());
    requireTaken(challenges.take(challenge, purpose(person, action)));
    used(used, Quorum.identity(person.name()), challenge, site);
  }

  private static String purpose(Person person, String action) {
    return "confirm:" + Quorum.identity(person.name()) + "\n" + action;
  }

  private PasskeyRow used(PasskeyUse used, @Nullable String whose, String challenge, Site site)
      throws Refusal {
    return database.write(
        handle -> {
          PasskeyRow row =
              PasskeyTable.byCredential(handle, String.valueOf(used.credentialId())).orElse(null);
          if (row == null || (whose != null && !row.person().equals(whose))) {
            throw unknown();
          }
          if (used.userHandle() != null && !used.userHandle().equals(userHandle(row.person()))) {
            throw unknown();
          }
          long count = ceremony.use(used, row, challenge, site);
          PasskeyTable.used(handle, row.id(), count, clock.millis());
          return row;
        });
  }

  private static Refusal unknown() {
    return new Refusal(
        Code.UNAUTHENTICATED,
        "nobody has this passkey here",
        "sign in with your token and make one on the page Your passkeys");
  }

  private static void requireTaken(boolean taken) throws Refusal {
    if (!taken) {
      throw new Refusal(
          Code.UNVERIFIED,
          "the passkey signed no challenge that waits for it here",
          "begin again: each is good once and for three minutes");
    }
  }

  private static PasskeyRow own(Optional<PasskeyRow> found, Person person) throws Refusal {
    return found
        .filter(row -> row.person().equals(Quorum.identity(person.name())))
        .orElseThrow(
            () ->
                new Refusal(
                    Code.NOT_FOUND, "you have no such passkey", "list your passkeys to see them"));
  }

  private static String name(@Nullable String given) throws Refusal {
    String name = given == null ? "" : given.strip();
    if (name.isEmpty()
        || name.length() > LONGEST_NAME
        || name.codePoints().anyMatch(Character::isISOControl)) {
      throw new Refusal(
          Code.NOT_ALLOWED,
          "a passkey's name has 1 to " + LONGEST_NAME + " characters on one line",
          "call it after the device, such as laptop");
    }
    return name;
  }

  /** The same for a person each time, and not the name itself. */
  private static String userHandle(String identity) {
    return Ceremony.text(
        Digests.raw(("callgate passkey user " + identity).getBytes(StandardCharsets.UTF_8)));
  }

  private void note(Handle handle, Person person, AuditType type, PasskeyRow row, String detail) {
    TreeMap<String, String> digests = new TreeMap<>();
    digests.put("publicKey", Digests.of(row.publicKey()));
    digests.put("credential", Digests.of(row.credentialId()));
    AuditLog.append(
        handle,
        new AuditEvent(
            clock.millis(),
            type,
            null,
            null,
            "reviewer:" + person.name(),
            detail + " (" + row.algorithm() + ")",
            digests));
  }

  private static PasskeySummary summary(PasskeyRow row) {
    return new PasskeySummary(
        row.id(),
        row.name(),
        row.credentialId(),
        row.algorithm(),
        row.rpId(),
        row.origin(),
        row.synchronised(),
        row.createdAt(),
        row.usedAt());
  }
}
