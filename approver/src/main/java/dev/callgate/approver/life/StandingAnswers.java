package dev.callgate.approver.life;

import dev.callgate.approver.api.RequestState;
import dev.callgate.approver.life.Decisions.Ruling;
import dev.callgate.approver.store.AgentTable;
import dev.callgate.approver.store.GrantRow;
import dev.callgate.approver.store.GrantTable;
import dev.callgate.approver.store.RequestRow;
import dev.callgate.approver.store.RequestTable;
import dev.callgate.approver.store.ReviewTable;
import dev.callgate.protocol.CallDecision;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.CountedReview;
import dev.callgate.protocol.GrantTerms;
import dev.callgate.protocol.GrantUse;
import dev.callgate.protocol.Quorum;
import dev.callgate.protocol.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What people have said already answers a request for which nobody has to be asked again: a no to
 * the very same call a moment ago, or a grant. Always in the transaction that recorded the request,
 * so that there is no use without its call, and no call without its use.
 */
public final class StandingAnswers {
  private static final int MOST_AT_ONCE = 1000;

  private final People people;
  private final Decisions decisions;

  /** Answers that {@code people} gave, signed by {@code decisions}. */
  public StandingAnswers(People people, Decisions decisions) {
    this.people = people;
    this.decisions = decisions;
  }

  /** Answers a request that was just recorded; null when somebody has to be asked. */
  @Nullable Change answer(Handle handle, RequestRow row, CallRequest request, long now) {
    Change no = request.repeats().coolDownMillis() > 0 ? repeat(handle, row, request, now) : null;
    return no == null && request.repeats().grant() != null ? use(handle, row, request, now) : no;
  }

  /** The no that a person said to the same call stands for a while. */
  private @Nullable Change repeat(Handle handle, RequestRow row, CallRequest request, long now) {
    long since = now - request.repeats().coolDownMillis();
    RequestRow before =
        RequestTable.rejected(handle, row.jvm(), request.repeats().likeness(), since).orElse(null);
    return before == null ? null : repeat(handle, row, before, now);
  }

  private @Nullable Change repeat(Handle handle, RequestRow row, RequestRow before, long now) {
    CallDecision said = StoredObjects.decision(before);
    if (said == null || !RequestTable.decide(handle, row.id(), RequestState.REJECTED, now)) {
      return null;
    }
    Ruling ruling =
        new Ruling(
            Verdict.REJECT,
            List.of(),
            null,
            said.reason(),
            "approver",
            said.reviews(),
            null,
            before.id());
    decisions.record(handle, row, ruling, null, now);
    return new Change(row.jvm(), RequestState.REJECTED, row.expiresAt());
  }

  /** Lets a call through that people agreed to in advance, if they still count. */
  private @Nullable Change use(Handle handle, RequestRow row, CallRequest request, long now) {
    if (AgentTable.byId(handle, row.jvm()).filter(jvm -> jvm.revokedAt() > 0).isPresent()) {
      return null;
    }
    for (GrantRow grant : GrantTable.inForce(handle, GrantTerms.scope(request), now)) {
      RequestRow origin = RequestTable.byId(handle, grant.id()).orElseThrow();
      List<CountedReview> counted =
          people.counted(
              handle,
              ReviewTable.of(handle, grant.id()),
              StoredObjects.request(origin),
              origin.digest());
      // Counted for this call: whoever left a group counts no more, and nobody for themselves.
      if (now >= row.expiresAt()
          || Quorum.unmet(request.demands(), request.requester(), counted) != null) {
        continue;
      }
      OptionalInt number = GrantTable.take(handle, grant.id(), row.id(), now);
      if (number.isPresent() && RequestTable.decide(handle, row.id(), RequestState.APPROVED, now)) {
        GrantUse use =
            new GrantUse(
                grant.id(),
                origin.digest(),
                new GrantTerms(grant.scope(), grant.uses(), grant.untilAt()),
                number.getAsInt());
        decisions.record(handle, row, granted(use, counted), null, now);
        return new Change(row.jvm(), RequestState.APPROVED, row.expiresAt());
      }
    }
    return null;
  }

  private static Ruling granted(GrantUse use, List<CountedReview> counted) {
    return new Ruling(
        Verdict.APPROVE, List.of(), null, null, "approver", counted, use, /* repeats= */ null);
  }

  /** Lets those calls through that wait already when a grant is given. */
  List<Change> useForWaiting(Handle handle, String scope, long now) {
    List<Change> changes = new ArrayList<>();
    for (RequestRow row : RequestTable.pendingIn(handle, scope, MOST_AT_ONCE)) {
      Change change = use(handle, row, StoredObjects.request(row), now);
      if (change == null) {
        break;
      }
      changes.add(change);
    }
    return changes;
  }
}
