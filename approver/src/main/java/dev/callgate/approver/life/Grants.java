package dev.callgate.approver.life;

import dev.callgate.approver.api.AuditType;
import dev.callgate.approver.api.GrantDetail;
import dev.callgate.approver.api.GrantList;
import dev.callgate.approver.api.GrantState;
import dev.callgate.approver.api.GrantSummary;
import dev.callgate.approver.api.RequestState;
import dev.callgate.approver.api.RevokeBody;
import dev.callgate.approver.life.Refusal.Code;
import dev.callgate.approver.store.AuditEvent;
import dev.callgate.approver.store.AuditLog;
import dev.callgate.approver.store.Database;
import dev.callgate.approver.store.GrantRow;
import dev.callgate.approver.store.GrantTable;
import dev.callgate.approver.store.RequestRow;
import dev.callgate.approver.store.RequestTable;
import dev.callgate.protocol.AppliedRule;
import dev.callgate.protocol.CallDecision;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.Digests;
import dev.callgate.protocol.GrantTerms;
import dev.callgate.protocol.Repeats.GrantOffer;
import dev.callgate.protocol.Verdict;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/**
 * The yeses that stand for later calls: given with an approval, listed, taken back. No JVM keeps
 * one, so that taking one back holds for all of them with the commit.
 */
public final class Grants {
  private static final int LONGEST_LIST = 1000;
  private static final int LONGEST_REASON = 4000;

  private final Database database;
  private final People people;
  private final Clock clock;
  private final Consumer<Change> afterCommit;

  /** Grants in {@code database}; {@code afterCommit} hears of each that is taken back. */
  public Grants(Database database, People people, Clock clock, Consumer<Change> afterCommit) {
    this.database = database;
    this.people = people;
    this.clock = clock;
    this.afterCommit = afterCommit;
  }

  /** Records what was agreed to when the request {@code row} was approved in {@code handle}. */
  static void give(Handle handle, RequestRow row, GrantTerms terms, String actor, long now) {
    GrantTable.insert(handle, row.id(), terms.scope(), terms.uses(), now, terms.untilMillis());
    TreeMap<String, String> digests = new TreeMap<>();
    digests.put("request", row.digest());
    long seq =
        AuditLog.append(
            handle,
            new AuditEvent(
                now,
                AuditType.GRANT_GIVEN,
                row.id(),
                row.jvm(),
                actor,
                terms.uses()
                    + (terms.uses() == 1 ? " more call" : " more calls")
                    + " of the same bounds within "
                    + (terms.untilMillis() - now) / 1000
                    + " s",
                digests));
    RequestTable.touch(handle, row.id(), seq);
  }

  /** Those in force, or all there were; the latest first. */
  public GrantList list(boolean all) {
    long now = clock.millis();
    return database.read(
        handle ->
            new GrantList(
                GrantTable.list(handle, all, now, LONGEST_LIST).stream()
                    .map(grant -> summary(handle, grant, now))
                    .toList()));
  }

  /**
   * One grant with what it let through.
   *
   * @throws Refusal when there is none of this id
   */
  public GrantDetail show(String id) throws Refusal {
    return database.read(
        handle ->
            new GrantDetail(
                summary(handle, found(handle, id), clock.millis()),
                GrantTable.uses(handle, id).stream()
                    .map(use -> new GrantDetail.Use(use.number(), use.requestId()))
                    .toList()));
  }

  /**
   * Takes a grant back, for every JVM at once. Again it changes nothing.
   *
   * @throws Refusal when there is none of this id, or the person has no say in such calls
   */
  public GrantDetail revoke(Person person, String id, byte[] bytes) throws Refusal {
    RevokeBody body = SignedObjects.read(bytes, RevokeBody.class);
    if (body.reason() != null && body.reason().length() > LONGEST_REASON) {
      throw new Refusal(
          Code.NOT_ALLOWED,
          "the reason is longer than " + LONGEST_REASON + " characters",
          "shorten it");
    }
    Change change =
        database.write(
            handle -> {
              found(handle, id);
              RequestRow row = RequestTable.byId(handle, id).orElseThrow();
              CallRequest request = StoredObjects.request(row);
              // Whoever may say no to such a call may say it to the yes that stands for it.
              List<String> groups = people.groups(person, request.demands(), Verdict.REJECT);
              Entitlement.check(person, groups, request, Verdict.REJECT);
              long now = clock.millis();
              if (!GrantTable.revoke(handle, id, person.name(), body.reason(), now)) {
                return null;
              }
              TreeMap<String, String> digests = new TreeMap<>();
              digests.put("request", row.digest());
              digests.put("revocation", Digests.of(bytes));
              long seq =
                  AuditLog.append(
                      handle,
                      new AuditEvent(
                              now,
                              AuditType.GRANT_REVOKED,
                              id,
                              row.jvm(),
                              "reviewer:" + person.name(),
                              body.reason(),
                              digests)
                          .with("revocation", bytes));
              RequestTable.touch(handle, id, seq);
              return new Change(row.jvm(), RequestState.APPROVED, row.expiresAt());
            });
    if (change != null) {
      afterCommit.accept(change);
    }
    return show(id);
  }

  private static GrantRow found(Handle handle, String id) throws Refusal {
    return GrantTable.byId(handle, id)
        .orElseThrow(
            () ->
                new Refusal(
                    Code.NOT_FOUND,
                    "no grant has the id " + id,
                    "list the grants to see their ids"));
  }

  private static GrantSummary summary(Handle handle, GrantRow grant, long now) {
    RequestRow row = RequestTable.byId(handle, grant.id()).orElseThrow();
    CallRequest request = StoredObjects.request(row);
    GrantOffer offer = Objects.requireNonNull(request.repeats().grant());
    CallDecision decision = Objects.requireNonNull(StoredObjects.decision(row));
    return new GrantSummary(
        grant.id(),
        state(grant, now),
        request.application(),
        request.environment(),
        request.method(),
        request.rules().stream().map(AppliedRule::id).toList(),
        offer.bound(),
        offer.caller(),
        request.requester(),
        grant.uses(),
        grant.used(),
        grant.givenAt(),
        grant.untilAt(),
        decision.decidedBy(),
        grant.revokedBy(),
        grant.revokedAt() == null ? 0 : grant.revokedAt(),
        grant.revokeReason(),
        now);
  }

  private static GrantState state(GrantRow grant, long now) {
    if (grant.revokedBy() != null) {
      return GrantState.REVOKED;
    }
    if (grant.used() >= grant.uses()) {
      return GrantState.USED;
    }
    return now >= grant.untilAt() ? GrantState.OVER : GrantState.STANDING;
  }
}
