package dev.callgate.approver.life;

import static dev.callgate.approver.life.SignedObjects.present;
import static dev.callgate.approver.life.SignedObjects.require;

import dev.callgate.approver.api.AuditType;
import dev.callgate.approver.api.RequestStanding;
import dev.callgate.approver.api.RequestState;
import dev.callgate.approver.life.Refusal.Code;
import dev.callgate.approver.store.AgentRow;
import dev.callgate.approver.store.AuditEvent;
import dev.callgate.approver.store.AuditLog;
import dev.callgate.approver.store.CoveredCallTable;
import dev.callgate.approver.store.Database;
import dev.callgate.approver.store.RequestRow;
import dev.callgate.approver.store.RequestTable;
import dev.callgate.protocol.Argument;
import dev.callgate.protocol.Covered;
import dev.callgate.protocol.CoveredCall;
import dev.callgate.protocol.Envelope;
import dev.callgate.protocol.Ids;
import dev.callgate.protocol.PayloadType;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/**
 * The JVM says that a call ran without a question, because the approval of the call around it
 * covers it. It is part of that request's record. The same bytes may come any number of times.
 */
public final class CoveredCalls {
  private final Database database;
  private final Clock clock;
  private final Consumer<Change> afterCommit;

  /** Covered calls into {@code database}; {@code afterCommit} hears of each. */
  public CoveredCalls(Database database, Clock clock, Consumer<Change> afterCommit) {
    this.database = database;
    this.clock = clock;
    this.afterCommit = afterCommit;
  }

  /**
   * Records one.
   *
   * @throws Refusal when the request was not approved, or its reviewer was told of fewer such calls
   */
  public RequestStanding record(AgentRow agent, String id, byte[] body) throws Refusal {
    Envelope envelope = SignedObjects.envelope(body);
    CoveredCall call =
        SignedObjects.open(
            envelope, PayloadType.COVERED, SignedObjects.key(agent.publicKey()), CoveredCall.class);
    check(call, id);
    RequestRow request =
        database.write(
            handle -> {
              RequestRow row = Endings.own(handle, agent, id, call.requestDigest());
              Optional<byte[]> known = CoveredCallTable.envelope(handle, call.callId());
              if (known.isPresent()) {
                checkEqual(known.get(), body);
                return row;
              }
              checkCovered(handle, row);
              CoveredCallTable.insert(handle, call.callId(), id, body);
              append(handle, row, call, envelope, body);
              return row;
            });
    afterCommit.accept(new Change(request.jvm(), request.state(), request.expiresAt()));
    return new RequestStanding(id, request.state(), request.expiresAt());
  }

  private static void check(CoveredCall call, String id) throws Refusal {
    require(call.v() == CoveredCall.VERSION, "covered calls of version 1 are understood");
    require(id.equals(call.requestId()), "requestId differs from the path");
    require(Ids.isWellFormed(present(call.callId(), "callId")), "callId is not an id");
    present(call.requestDigest(), "requestDigest");
    RequestChecks.checkMethod(call.method());
    for (String rule : present(call.rules(), "rules")) {
      present(rule, "a rule");
    }
    for (Argument argument : present(call.arguments(), "arguments")) {
      present(present(argument, "an argument").display(), "an argument's display");
    }
  }

  private static void checkEqual(byte[] known, byte[] body) throws Refusal {
    if (!Arrays.equals(known, body)) {
      throw new Refusal(
          Code.CONFLICT,
          "other bytes are recorded under this covered call's id",
          "draw a new id for every covered call, and repeat the same bytes for the same one");
    }
  }

  private static void checkCovered(Handle handle, RequestRow row) throws Refusal {
    long most = 0;
    List<Covered> covers = StoredObjects.request(row).covers();
    for (Covered entry : covers) {
      most += entry.atMost();
    }
    boolean approved = row.state() == RequestState.APPROVED || row.state() == RequestState.EDITED;
    if (!approved || CoveredCallTable.of(handle, row.id()) >= most) {
      throw new Refusal(
          Code.NOT_ALLOWED,
          "the request "
              + row.id()
              + " is "
              + row.state().name().toLowerCase(Locale.ROOT)
              + " and covers at most "
              + most
              + " calls",
          "this JVM let a call through that nobody covered; look at it");
    }
  }

  private void append(
      Handle handle, RequestRow row, CoveredCall call, Envelope envelope, byte[] body) {
    TreeMap<String, String> digests = new TreeMap<>();
    digests.put("request", row.digest());
    digests.put("call", envelope.payloadDigest());
    long seq =
        AuditLog.append(
            handle,
            new AuditEvent(
                    clock.millis(),
                    AuditType.CALL_COVERED,
                    row.id(),
                    row.jvm(),
                    "jvm:" + row.jvm(),
                    call.method().type()
                        + "#"
                        + call.method().name()
                        + " of "
                        + String.join(", ", call.rules())
                        + " is covered",
                    digests)
                .with("call", body));
    RequestTable.touch(handle, row.id(), seq);
  }
}
