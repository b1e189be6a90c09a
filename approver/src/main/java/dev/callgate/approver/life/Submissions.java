package dev.callgate.approver.life;

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
import dev.callgate.protocol.AppliedRule;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.Envelope;
import dev.callgate.protocol.GrantTerms;
import dev.callgate.protocol.PayloadType;
import dev.callgate.protocol.Repeats;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** A JVM asks. The same bytes may come any number of times: a lost answer costs only a repeat. */
public final class Submissions {
  /** However long a rule lets a call wait, nobody finds a request older than this. */
  static final Duration LONGEST_WAIT = Duration.ofDays(30);

  static final int MOST_PENDING = 10_000;

  private final Database database;
  private final Outbox outbox;
  private final StandingAnswers standing;
  private final Clock clock;
  private final Consumer<Change> afterCommit;

  /**
   * Submissions into {@code database} and {@code outbox}; {@code afterCommit} hears of each new
   * request.
   */
  public Submissions(
      Database database,
      Outbox outbox,
      StandingAnswers standing,
      Clock clock,
      Consumer<Change> afterCommit) {
    this.database = database;
    this.outbox = outbox;
    this.standing = standing;
    this.clock = clock;
    this.afterCommit = afterCommit;
  }

  /**
   * The answer to a submission.
   *
   * @param created whether the request was new
   * @param standing where it stands
   */
  public record Submitted(boolean created, RequestStanding standing) {}

  /** What was answered, and what changed by it; null for nothing. */
  private record Recorded(Submitted answer, @Nullable Change change) {}

  /**
   * Records the request in {@code body} under {@code id}.
   *
   * @throws Refusal when it is not this JVM's signed, whole request, when other bytes are recorded
   *     under its id, or when too many requests of this JVM wait
   */
  public Submitted submit(AgentRow agent, String id, byte[] body) throws Refusal {
    Envelope envelope = SignedObjects.envelope(body);
    CallRequest request =
        SignedObjects.open(
            envelope, PayloadType.REQUEST, SignedObjects.key(agent.publicKey()), CallRequest.class);
    RequestChecks.check(request, id, agent.id());

    long now = clock.millis();
    long expires = now + Math.min(request.expiresInMillis(), LONGEST_WAIT.toMillis());
    Recorded recorded =
        database.write(
            handle -> {
              Optional<RequestRow> known = RequestTable.byId(handle, id);
              if (known.isPresent()) {
                return new Recorded(again(known.get(), body), null);
              }
              if (RequestTable.pendingOf(handle, agent.id()) >= MOST_PENDING) {
                throw new Refusal(
                    Code.TOO_MANY,
                    MOST_PENDING + " requests of this JVM wait already",
                    "decide some of them, or make the rules narrower");
              }
              record(handle, request, envelope, body, now, expires);
              Change change = answered(handle, request, now);
              if (change == null) {
                outbox.asked(handle, request, now, expires);
                change = new Change(agent.id(), RequestState.PENDING, expires);
              }
              RequestStanding stands = new RequestStanding(id, change.state(), expires);
              return new Recorded(new Submitted(true, stands), change);
            });
    if (recorded.change() != null) {
      afterCommit.accept(recorded.change());
    }
    return recorded.answer();
  }

  private @Nullable Change answered(Handle handle, CallRequest request, long now) {
    Repeats repeats = request.repeats();
    return repeats.coolDownMillis() == 0 && repeats.grant() == null
        ? null
        : standing.answer(
            handle, RequestTable.byId(handle, request.requestId()).orElseThrow(), request, now);
  }

  private static Submitted again(RequestRow known, byte[] body) throws Refusal {
    if (!Arrays.equals(known.envelope(), body)) {
      throw new Refusal(
          Code.CONFLICT,
          "other bytes are recorded under the id " + known.id(),
          "draw a new id for every request, and repeat the same bytes for the same one");
    }
    return new Submitted(false, new RequestStanding(known.id(), known.state(), known.expiresAt()));
  }

  private static void record(
      Handle handle, CallRequest request, Envelope envelope, byte[] body, long now, long expires) {
    String id = request.requestId();
    RequestTable.insert(
        handle,
        id,
        request.jvm(),
        body,
        envelope.payloadDigest(),
        request.repeats().likeness(),
        request.repeats().grant() == null ? "" : GrantTerms.scope(request),
        now,
        expires);
    TreeMap<String, String> digests = new TreeMap<>();
    digests.put("request", envelope.payloadDigest());
    digests.put("args", request.argsDigest());
    digests.put("ruleSet", request.ruleSetDigest());
    String rules = request.rules().stream().map(AppliedRule::id).collect(Collectors.joining(", "));
    long seq =
        AuditLog.append(
            handle,
            new AuditEvent(
                    now,
                    AuditType.REQUEST_SUBMITTED,
                    id,
                    request.jvm(),
                    "jvm:" + request.jvm(),
                    request.method().type() + "#" + request.method().name() + " held by " + rules,
                    digests)
                .with("request", body));
    RequestTable.touch(handle, id, seq);
  }
}
