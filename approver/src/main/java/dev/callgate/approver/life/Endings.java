package dev.callgate.approver.life;

import static dev.callgate.approver.life.SignedObjects.present;
import static dev.callgate.approver.life.SignedObjects.require;

import dev.callgate.Outcome;
import dev.callgate.approver.api.AuditType;
import dev.callgate.approver.api.RequestStanding;
import dev.callgate.approver.api.RequestState;
import dev.callgate.approver.life.Refusal.Code;
import dev.callgate.approver.store.AgentRow;
import dev.callgate.approver.store.AuditEvent;
import dev.callgate.approver.store.AuditLog;
import dev.callgate.approver.store.Database;
import dev.callgate.approver.store.RequestRow;
import dev.callgate.approver.store.RequestTable;
import dev.callgate.approver.store.StorableText;
import dev.callgate.protocol.Envelope;
import dev.callgate.protocol.OutcomeReport;
import dev.callgate.protocol.PayloadType;
import java.time.Clock;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The JVM says how a call ended. Its first word stays: it stands beside the state and never
 * replaces a decision. A word about a request that is still pending means that nobody waits for a
 * decision any more, whatever the word is.
 */
public final class Endings {
  private final Database database;
  private final Clock clock;
  private final Consumer<Change> afterCommit;

  /** Endings into {@code database}; {@code afterCommit} hears of each. */
  public Endings(Database database, Clock clock, Consumer<Change> afterCommit) {
    this.database = database;
    this.clock = clock;
    this.afterCommit = afterCommit;
  }

  // Compared by nobody: the bytes are only carried.
  @SuppressWarnings("ArrayRecordComponent")
  private record Signed(OutcomeReport report, Envelope envelope, byte[] body) {}

  /**
   * Ends a pending request because its caller no longer waits.
   *
   * @throws Refusal when it was decided before, or the report says anything but {@code withdrawn}
   */
  public RequestStanding withdraw(AgentRow agent, String id, byte[] body) throws Refusal {
    Signed signed = open(agent, id, body);
    if (signed.report().outcome() != Outcome.WITHDRAWN) {
      throw new Refusal(
          Code.NOT_ALLOWED,
          "a withdrawal reports the outcome withdrawn",
          "report other outcomes under outcome");
    }
    return record(agent, id, signed, true);
  }

  /**
   * Keeps how a call ended.
   *
   * @throws Refusal when another ending is already kept
   */
  public RequestStanding report(AgentRow agent, String id, byte[] body) throws Refusal {
    return record(agent, id, open(agent, id, body), false);
  }

  private static Signed open(AgentRow agent, String id, byte[] body) throws Refusal {
    Envelope envelope = SignedObjects.envelope(body);
    OutcomeReport report =
        SignedObjects.open(
            envelope,
            PayloadType.OUTCOME,
            SignedObjects.key(agent.publicKey()),
            OutcomeReport.class);
    require(report.v() == OutcomeReport.VERSION, "reports of version 1 are understood");
    require(id.equals(report.requestId()), "requestId differs from the path");
    present(report.requestDigest(), "requestDigest");
    present(report.outcome(), "outcome");
    return new Signed(report, envelope, body);
  }

  private RequestStanding record(AgentRow agent, String id, Signed signed, boolean onlyPending)
      throws Refusal {
    RequestRow before =
        database.write(
            handle -> {
              RequestRow row = own(handle, agent, id, signed.report().requestDigest());
              if (row.outcome() != null) {
                checkEqual(row, signed.report());
                return row;
              }
              if (onlyPending && row.state() != RequestState.PENDING) {
                throw tooLate(row);
              }
              long now = clock.millis();
              if (RequestTable.withdraw(handle, id, now)) {
                append(handle, AuditType.REQUEST_WITHDRAWN, row, signed, now);
              }
              RequestTable.end(
                  handle, id, signed.report().outcome(), signed.report().detail(), signed.body());
              append(handle, AuditType.OUTCOME_REPORTED, row, signed, now);
              return row;
            });
    RequestState state =
        before.state() == RequestState.PENDING ? RequestState.WITHDRAWN : before.state();
    if (before.outcome() == null) {
      afterCommit.accept(new Change(before.jvm(), state, before.expiresAt()));
    }
    return new RequestStanding(id, state, before.expiresAt());
  }

  static RequestRow own(Handle handle, AgentRow agent, String id, String digest) throws Refusal {
    RequestRow row =
        RequestTable.byId(handle, id)
            .filter(each -> each.jvm().equals(agent.id()))
            .orElseThrow(
                () ->
                    new Refusal(
                        Code.NOT_FOUND,
                        "no request of this JVM has the id " + id,
                        "submit the request before its end"));
    if (!row.digest().equals(digest)) {
      throw new Refusal(
          Code.CONFLICT,
          "the report is about another request than the one recorded under " + id,
          "repeat the digest of the request that was submitted");
    }
    return row;
  }

  private static void checkEqual(RequestRow row, OutcomeReport report) throws Refusal {
    if (row.outcome() != report.outcome()
        || !Objects.equals(row.outcomeDetail(), storable(report.detail()))) {
      throw new Refusal(
          Code.CONFLICT,
          "another ending of " + row.id() + " is recorded: " + written(row.outcome()),
          "report each call once");
    }
  }

  private static @Nullable String storable(@Nullable String detail) {
    return detail == null ? null : StorableText.of(detail);
  }

  private static Refusal tooLate(RequestRow row) {
    return new Refusal(
        Code.TOO_LATE,
        "the request "
            + row.id()
            + " is no longer pending, it is "
            + row.state().name().toLowerCase(Locale.ROOT),
        "take the decision from the events, and report the outcome");
  }

  private static void append(
      Handle handle, AuditType type, RequestRow row, Signed signed, long now) {
    TreeMap<String, String> digests = new TreeMap<>();
    digests.put("request", row.digest());
    digests.put("report", signed.envelope().payloadDigest());
    String detail = signed.report().detail();
    String outcome = written(signed.report().outcome());
    long seq =
        AuditLog.append(
            handle,
            new AuditEvent(
                    now,
                    type,
                    row.id(),
                    row.jvm(),
                    "jvm:" + row.jvm(),
                    detail == null ? outcome : outcome + ": " + detail,
                    digests)
                .with("report", signed.body()));
    RequestTable.touch(handle, row.id(), seq);
  }

  private static String written(@Nullable Outcome outcome) {
    return String.valueOf(outcome).toLowerCase(Locale.ROOT);
  }
}
