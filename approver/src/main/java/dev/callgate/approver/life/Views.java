package dev.callgate.approver.life;

import dev.callgate.approver.api.AgentEvents;
import dev.callgate.approver.api.Agreement;
import dev.callgate.approver.api.HistoryLine;
import dev.callgate.approver.api.Progress;
import dev.callgate.approver.api.RequestChanges;
import dev.callgate.approver.api.RequestDetail;
import dev.callgate.approver.api.RequestList;
import dev.callgate.approver.api.RequestSummary;
import dev.callgate.approver.api.SignedRequest;
import dev.callgate.approver.api.Trusted;
import dev.callgate.approver.life.Refusal.Code;
import dev.callgate.approver.store.AgentRow;
import dev.callgate.approver.store.AgentTable;
import dev.callgate.approver.store.AuditLog;
import dev.callgate.approver.store.Database;
import dev.callgate.approver.store.DecisionTable;
import dev.callgate.approver.store.RequestRow;
import dev.callgate.approver.store.RequestTable;
import dev.callgate.approver.store.ReviewRow;
import dev.callgate.approver.store.ReviewTable;
import dev.callgate.protocol.CallDecision;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.CountedReview;
import dev.callgate.protocol.GrantTerms;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.Quorum;
import dev.callgate.protocol.Verdict;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What reviewers and JVMs are shown: committed states only. */
public final class Views {
  private static final int LONGEST_LIST = 1000;
  private static final int LONGEST_STEP = 100;
  private static final int LOOKED_AT_FOR_EARLIER = 300;
  private static final int MOST_EARLIER = 5;

  private final Database database;
  private final People people;
  private final TrustFile trust;
  private final Clock clock;

  /**
   * Views of {@code database}, with time left counted on {@code clock}, and of who of {@code
   * people} has agreed.
   */
  public Views(Database database, People people, TrustFile trust, Clock clock) {
    this.database = database;
    this.people = people;
    this.trust = trust;
    this.clock = clock;
  }

  /** This approver's time, epoch milliseconds. */
  public long nowMillis() {
    return clock.millis();
  }

  /** The requests that are pending, or ended, or both. */
  public RequestList list(boolean pending, boolean ended) {
    return database.read(
        handle -> {
          List<RequestRow> rows = new ArrayList<>();
          if (pending) {
            rows.addAll(RequestTable.pending(handle, LONGEST_LIST));
          }
          if (ended) {
            rows.addAll(RequestTable.ended(handle, LONGEST_LIST));
          }
          return new RequestList(summaries(handle, rows));
        });
  }

  /**
   * One request with its history.
   *
   * @throws Refusal when there is none with this id
   */
  public RequestDetail show(String id) throws Refusal {
    return database.read(
        handle -> {
          RequestRow row = found(handle, id);
          return new RequestDetail(summary(handle, row), history(handle, id));
        });
  }

  /**
   * What became of the latest calls of the same method by the same program, before this one.
   *
   * @throws Refusal when there is no request with this id
   */
  public RequestList earlier(String id) throws Refusal {
    return database.read(
        handle -> {
          RequestRow row = found(handle, id);
          CallRequest request = StoredObjects.request(row);
          List<RequestRow> rows =
              RequestTable.ended(handle, LOOKED_AT_FOR_EARLIER).stream()
                  .filter(each -> each.createdAt() <= row.createdAt() && !each.id().equals(id))
                  .filter(each -> isAlike(StoredObjects.request(each), request))
                  .limit(MOST_EARLIER)
                  .toList();
          return new RequestList(summaries(handle, rows));
        });
  }

  private static boolean isAlike(CallRequest one, CallRequest other) {
    return one.method().equals(other.method())
        && one.application().equals(other.application())
        && Objects.equals(one.environment(), other.environment());
  }

  private static RequestRow found(Handle handle, String id) throws Refusal {
    return RequestTable.byId(handle, id)
        .orElseThrow(
            () ->
                new Refusal(
                    Code.NOT_FOUND,
                    "no request has the id " + id,
                    "list the requests to see their ids"));
  }

  /**
   * One request as its JVM has signed it.
   *
   * @throws Refusal when there is none with this id
   */
  public SignedRequest signed(String id) throws Refusal {
    return database.read(
        handle -> {
          RequestRow row = found(handle, id);
          return new SignedRequest(
              Json.mapper().readValue(row.envelope(), JsonNode.class),
              AgentTable.byId(handle, row.jvm())
                  .map(AgentRow::publicKey)
                  .orElseThrow(() -> new IllegalStateException("the database was changed")));
        });
  }

  /** Whose signatures count. */
  public Trusted trusted() {
    TrustFile.Current now = trust.current();
    return new Trusted(now == null ? null : now.envelope());
  }

  /** Everything pending, and where to go on from here. */
  public RequestChanges snapshot() {
    return database.read(
        handle ->
            new RequestChanges(
                AuditLog.head(handle),
                summaries(handle, RequestTable.pending(handle, LONGEST_LIST))));
  }

  /** The requests that changed after {@code cursor}. */
  public RequestChanges changedAfter(long cursor) {
    return database.read(
        handle -> {
          List<RequestRow> rows = RequestTable.changedAfter(handle, cursor, LONGEST_STEP);
          // A cursor from beyond the end belongs to another database: start where this one ends.
          long reached =
              rows.isEmpty()
                  ? Math.min(cursor, AuditLog.head(handle))
                  : rows.get(rows.size() - 1).changedSeq();
          return new RequestChanges(reached, summaries(handle, rows));
        });
  }

  /** The decisions of one JVM after {@code cursor}. */
  public AgentEvents decisionsAfter(AgentRow agent, long cursor) {
    return database.read(
        handle -> {
          List<DecisionTable.Numbered> found =
              DecisionTable.after(handle, agent.id(), cursor, LONGEST_STEP);
          if (found.isEmpty()) {
            long last =
                AgentTable.byId(handle, agent.id()).map(AgentRow::decisionCursor).orElse(0L);
            return new AgentEvents(Math.min(cursor, last), List.of(), trust.version());
          }
          List<JsonNode> envelopes =
              found.stream()
                  .map(each -> Json.mapper().readValue(each.envelope(), JsonNode.class))
                  .toList();
          return new AgentEvents(found.get(found.size() - 1).seq(), envelopes, trust.version());
        });
  }

  private List<RequestSummary> summaries(Handle handle, List<RequestRow> rows) {
    return rows.stream().map(row -> summary(handle, row)).toList();
  }

  private RequestSummary summary(Handle handle, RequestRow row) {
    CallRequest request = StoredObjects.request(row);
    CallDecision decision = StoredObjects.decision(row);
    List<ReviewRow> reviews = ReviewTable.of(handle, row.id());
    // What was decided rests on what the decision says, whoever is in which group by now.
    List<CountedReview> counted =
        decision == null
            ? people.counted(handle, reviews, request, row.digest())
            : decision.reviews();
    return new RequestSummary(
        row.id(),
        row.state(),
        row.outcome(),
        row.digest(),
        request,
        row.createdAt(),
        row.expiresAt(),
        clock.millis(),
        decision,
        progress(request, counted),
        decision == null ? agreement(reviews, counted) : null,
        row.jvm(),
        row.agentName(),
        request.repeats().grant() == null ? null : GrantTerms.scope(request));
  }

  private static List<Progress> progress(CallRequest request, List<CountedReview> counted) {
    List<CountedReview> yes =
        counted.stream().filter(review -> review.verdict() != Verdict.REJECT).toList();
    return request.demands().stream()
        .map(
            demand ->
                new Progress(
                    demand.rule(),
                    demand.groups(),
                    demand.quorum(),
                    demand.requesterMayApprove(),
                    Quorum.people(demand, request.requester(), yes)))
        .toList();
  }

  private static @Nullable Agreement agreement(
      List<ReviewRow> reviews, List<CountedReview> counted) {
    List<String> names = counted.stream().map(CountedReview::reviewer).toList();
    return reviews.stream()
        .filter(review -> names.stream().anyMatch(name -> Quorum.isSame(name, review.reviewer())))
        .findFirst()
        .map(review -> Said.of(review).agreedBy(names))
        .orElse(null);
  }

  private static List<HistoryLine> history(Handle handle, String id) {
    return AuditLog.of(handle, id).stream()
        .map(
            entry ->
                new HistoryLine(
                    entry.seq(), entry.atMillis(), entry.type(), entry.actor(), entry.detail()))
        .toList();
  }
}
