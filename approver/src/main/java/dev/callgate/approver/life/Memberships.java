package dev.callgate.approver.life;

import dev.callgate.approver.api.AuditType;
import dev.callgate.approver.api.PersonBody;
import dev.callgate.approver.api.PersonChanged;
import dev.callgate.approver.api.PersonList;
import dev.callgate.approver.api.PersonSummary;
import dev.callgate.approver.api.Role;
import dev.callgate.approver.life.Refusal.Code;
import dev.callgate.approver.store.ApiTokenTable;
import dev.callgate.approver.store.AuditEvent;
import dev.callgate.approver.store.AuditLog;
import dev.callgate.approver.store.Database;
import dev.callgate.approver.store.PasskeyTable;
import dev.callgate.approver.store.PersonRow;
import dev.callgate.approver.store.PersonTable;
import dev.callgate.protocol.Digests;
import dev.callgate.protocol.Ids;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.Quorum;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Admins add people, change what they may do, and take them out. Each change is in the audit log by
 * the transaction that makes it, and holds from its commit on: nobody who was taken out is let in
 * by anything that they still have. Whom the approver's start names is not changed here.
 */
public final class Memberships {
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{Nd}][\\p{L}\\p{Nd}._@+-]{0,63}");
  private static final int MOST_GROUPS = 64;

  private final Database database;
  private final People people;
  private final Clock clock;
  private final Runnable afterCommit;

  /** People in {@code database}; {@code afterCommit} hears of each change. */
  public Memberships(Database database, People people, Clock clock, Runnable afterCommit) {
    this.database = database;
    this.people = people;
    this.clock = clock;
    this.afterCommit = afterCommit;
  }

  /** Everybody, by their names. */
  public PersonList list() {
    List<PersonSummary> all = new ArrayList<>();
    for (Person person : people.issued()) {
      all.add(
          new PersonSummary(
              null, person.name(), person.groups(), person.roles(), "start", true, 0));
    }
    for (PersonRow row : database.<List<PersonRow>, RuntimeException>read(PersonTable::all)) {
      all.add(summary(row));
    }
    all.sort(Comparator.comparing(each -> each.name().toLowerCase(Locale.ROOT)));
    return new PersonList(all);
  }

  /**
   * Adds a person.
   *
   * @throws Refusal when the name is taken, or the body says something impossible
   */
  public PersonChanged add(Person admin, byte[] body) throws Refusal {
    PersonBody wanted = read(body);
    String token = wanted.token() ? Ids.token("cgr") : null;
    PersonRow row =
        new PersonRow(
            Ids.random(),
            wanted.name(),
            wanted.groups(),
            wanted.roles(),
            token == null ? null : Digests.of(token),
            null,
            null,
            clock.millis());
    database.write(
        handle -> {
          if (people.current(handle, wanted.name()) != null) {
            throw new Refusal(
                Code.CONFLICT,
                "there is a person of this name already: " + wanted.name(),
                "change that one with `callgate people roles`, or choose another name");
          }
          PersonTable.put(handle, row);
          return record(handle, AuditType.PERSON_ADDED, admin, row);
        });
    return new PersonChanged(summary(row), token);
  }

  /**
   * Puts a person into other groups and roles, and gives a new token if one is wanted, which ends
   * the one before.
   *
   * @throws Refusal when there is no such person, or it has another name
   */
  public PersonChanged change(Person admin, String id, byte[] body) throws Refusal {
    PersonBody wanted = read(body);
    String token = wanted.token() ? Ids.token("cgr") : null;
    PersonRow changed =
        database.write(
            handle -> {
              PersonRow row = found(handle, id);
              if (!row.name().equals(wanted.name())) {
                throw new Refusal(
                    Code.CONFLICT,
                    "this person's name is " + row.name(),
                    "a name never changes: reviews are recorded under it");
              }
              if (token != null && row.issuer() != null) {
                throw new Refusal(
                    Code.NOT_ALLOWED,
                    row.name() + " signs in at " + row.issuer(),
                    "a token of our own would outlive that; add a person of another name for one");
              }
              PersonRow now = row.with(wanted.groups(), wanted.roles());
              PersonRow kept = token == null ? now : now.withToken(Digests.of(token));
              PersonTable.put(handle, kept);
              record(handle, AuditType.PERSON_CHANGED, admin, kept);
              return kept;
            });
    afterCommit.run();
    return new PersonChanged(summary(changed), token);
  }

  /**
   * Takes a person out, with everything that lets them in.
   *
   * @throws Refusal when there is no such person
   */
  public PersonChanged remove(Person admin, String id) throws Refusal {
    PersonRow removed =
        database.write(
            handle -> {
              PersonRow row = found(handle, id);
              PersonTable.remove(handle, id);
              ApiTokenTable.removeOf(handle, row.name());
              // Whoever has this name later is somebody else.
              PasskeyTable.removeOf(handle, Quorum.identity(row.name()));
              record(handle, AuditType.PERSON_REMOVED, admin, row);
              return row;
            });
    afterCommit.run();
    return new PersonChanged(summary(removed), null);
  }

  private static PersonRow found(Handle handle, String id) throws Refusal {
    return PersonTable.byId(handle, id)
        .orElseThrow(
            () ->
                new Refusal(
                    Code.NOT_FOUND,
                    "no person has the id " + id,
                    "list the people to see their ids"));
  }

  private long record(Handle handle, AuditType type, Person admin, PersonRow row) {
    return record(handle, type, "admin:" + admin.name(), row, clock.millis());
  }

  /** One entry about a person, with everything about them but their token. */
  static long record(Handle handle, AuditType type, String actor, PersonRow row, long now) {
    PersonSummary person = summary(row);
    return AuditLog.append(
        handle,
        new AuditEvent(now, type, null, null, actor, words(row), new TreeMap<>())
            .with("person", Json.write(person)));
  }

  private static String words(PersonRow row) {
    return row.name()
        + (row.roles().isEmpty() ? " without a role" : ", " + words(row.roles()))
        + (row.groups().isEmpty() ? "" : ", in " + String.join(" ", row.groups()));
  }

  /** Roles as people write them. */
  public static String words(List<Role> roles) {
    return roles.isEmpty()
        ? "none"
        : roles.stream()
            .map(role -> role.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
  }

  static PersonSummary summary(PersonRow row) {
    return new PersonSummary(
        row.id(),
        row.name(),
        row.groups(),
        row.roles(),
        row.issuer() == null ? "stored" : "oidc",
        row.tokenDigest() != null,
        row.createdAt());
  }

  private static PersonBody read(byte[] body) throws Refusal {
    PersonBody said = SignedObjects.read(body, PersonBody.class);
    String name = SignedObjects.present(said.name(), "name");
    if (!isName(name)) {
      throw malformed(
          "not a name: " + name, "use letters, digits and any of . _ @ + -, at most 64");
    }
    TreeSet<String> groups = new TreeSet<>();
    for (String group : SignedObjects.present(said.groups(), "groups")) {
      if (!isName(SignedObjects.present(group, "a group")) && !group.equals(Person.EVERY_GROUP)) {
        throw malformed("not a group: " + group, "use the groups of your policies, or * for all");
      }
      groups.add(group);
    }
    if (groups.size() > MOST_GROUPS) {
      throw malformed("more than " + MOST_GROUPS + " groups", "name fewer, or * for all");
    }
    TreeSet<Role> roles = new TreeSet<>();
    for (@Nullable Role role : SignedObjects.present(said.roles(), "roles")) {
      roles.add(SignedObjects.present(role, "a role"));
    }
    return new PersonBody(name, List.copyOf(groups), List.copyOf(roles), said.token());
  }

  /** Whether this can be a person's or a group's name. */
  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  private static Refusal malformed(String what, String hint) {
    return new Refusal(Code.MALFORMED, what, hint);
  }
}
