package dev.callgate.agent.link;

import dev.callgate.Outcome;
import dev.callgate.agent.gate.Answer;
import dev.callgate.agent.gate.Asker;
import dev.callgate.agent.gate.JvmIdentity;
import dev.callgate.agent.gate.OwnThreads;
import dev.callgate.protocol.CoverageReport;
import dev.callgate.protocol.CoveredCall;
import dev.callgate.protocol.Envelope;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.OutcomeReport;
import dev.callgate.protocol.PayloadType;
import dev.callgate.protocol.ProtocolException;
import dev.callgate.protocol.log.LogMemory;
import dev.callgate.protocol.log.LoggedEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The wire to the approver. Two daemon threads and two connections for the whole JVM, however many
 * calls wait: one listens for decisions by long poll, one sends questions and reports. Thread-safe.
 *
 * <p>A question that was stored stays asked while the approver is away: its call waits on, and
 * hears the decision after the approver's restart. One that could not be stored within {@link
 * #STORE_NANOS} is refused.
 */
public final class ApproverLink implements Asker {
  private static final long STORE_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long REPORT_NANOS = TimeUnit.SECONDS.toNanos(60);
  // A later one replaces it; questions wait behind it.
  private static final long COVERAGE_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final String COVERAGE = "/v1/agent/coverage";
  private static final String REVOKED = "revoked";
  private static final int POLL_SECONDS = 25;
  private static final int SEND_MILLIS = 10_000;
  private static final long FIRST_BACKOFF_MILLIS = 20;
  private static final long LONGEST_BACKOFF_MILLIS = 1_000;

  private final JvmIdentity jvm;
  private final Session session;
  private final Consumer<String> log;
  private final Map<String, WaitingCall> waiting = new ConcurrentHashMap<>();
  private final BlockingQueue<Outgoing> outbox = new LinkedBlockingQueue<>();
  // Queued and in flight, so that the end of the JVM can wait for the last report.
  private final AtomicInteger unsent = new AtomicInteger();
  // Of the listening thread only.
  private final LogMemory seen = new LogMemory();
  private final Thread listener;
  private final Thread sender;
  private volatile boolean away;
  // The version that did not count, of the listening thread only.
  private long refusedTrust = -1;
  private volatile String why = "the approver does not know this JVM any more";
  // Written after why.
  private volatile boolean dismissed;

  private record Events(long cursor, List<JsonNode> decisions, long trustVersion) {}

  private record Failure(Reason error) {}

  private record Reason(String code, String message, String hint) {}

  /** With threads that nobody else has to know. */
  public ApproverLink(JvmIdentity jvm, Session session, Consumer<String> log) {
    this(jvm, session, new OwnThreads(), log);
  }

  /**
   * @param own learns which threads are this link's
   */
  public ApproverLink(JvmIdentity jvm, Session session, OwnThreads own, Consumer<String> log) {
    this.jvm = jvm;
    this.session = session;
    this.log = log;
    this.listener = own.create("callgate-listen", this::listen);
    this.sender = own.create("callgate-send", this::send);
  }

  /** Starts both threads. */
  public void start() {
    listener.start();
    sender.start();
  }

  @Override
  public Answer ask(String requestId, Envelope request, long deadlineNanos)
      throws InterruptedException {
    if (dismissed) {
      return new Answer.Unavailable(why);
    }
    WaitingCall call = new WaitingCall();
    waiting.put(requestId, call);
    if (dismissed) {
      // It was, between the look above and the entry: nobody else will tell this call.
      call.answer(new Answer.Unavailable(why));
    }
    try {
      post(
          new Outgoing(
              "PUT",
              "/v1/agent/requests/" + requestId,
              request.toJson(),
              call,
              System.nanoTime() + STORE_NANOS));
      Answer answer = call.await(deadlineNanos);
      if (answer != null) {
        return answer;
      }
      return away || !call.stored
          ? new Answer.Unavailable(
              "the approver could not be reached until the time for a decision was over")
          : new Answer.Expired();
    } finally {
      waiting.remove(requestId);
    }
  }

  @Override
  public void report(OutcomeReport report) {
    byte[] body = Envelope.sign(PayloadType.OUTCOME, Json.write(report), jvm.key()).toJson();
    String what = report.outcome() == Outcome.WITHDRAWN ? "withdraw" : "outcome";
    post(
        new Outgoing(
            "POST",
            "/v1/agent/requests/" + report.requestId() + "/" + what,
            body,
            null,
            System.nanoTime() + REPORT_NANOS));
  }

  @Override
  public void report(CoveredCall call) {
    byte[] body = Envelope.sign(PayloadType.COVERED, Json.write(call), jvm.key()).toJson();
    post(
        new Outgoing(
            "POST",
            "/v1/agent/requests/" + call.requestId() + "/covered",
            body,
            null,
            System.nanoTime() + REPORT_NANOS));
  }

  /** Whether there is anybody to report to just now. */
  public boolean isConnected() {
    return !away && !dismissed;
  }

  /** Tells the approver what the rules have done. Returns at once. */
  public void report(CoverageReport report) {
    byte[] body = Envelope.sign(PayloadType.COVERAGE, Json.write(report), jvm.key()).toJson();
    post(new Outgoing("PUT", COVERAGE, body, null, System.nanoTime() + COVERAGE_NANOS));
  }

  /** Waits a bounded time until everything was sent; for the end of the JVM. */
  public void flush(long millis) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (unsent.get() > 0 && !away && !dismissed && System.nanoTime() - end < 0) {
      Thread.sleep(2);
    }
  }

  private void post(Outgoing outgoing) {
    unsent.incrementAndGet();
    outbox.add(outgoing);
  }

  private void send() {
    HttpConnection connection = session.connect();
    while (!dismissed) {
      Outgoing outgoing;
      try {
        outgoing = outbox.take();
      } catch (InterruptedException e) {
        // Any code can interrupt any thread; that is no reason to stop sending.
        continue;
      }
      deliver(connection, outgoing);
      unsent.decrementAndGet();
    }
  }

  private void deliver(HttpConnection connection, Outgoing outgoing) {
    long backoff = FIRST_BACKOFF_MILLIS;
    String trouble;
    do {
      try {
        HttpConnection.Response response =
            connection.exchange(
                outgoing.method(), outgoing.path(), session.token(), outgoing.body(), SEND_MILLIS);
        if (response.isSuccess()) {
          if (outgoing.waiting() != null) {
            outgoing.waiting().stored = true;
          }
          return;
        }
        trouble = "the approver answered " + response.status() + reason(response.body());
        if (response.status() < 500) {
          break;
        }
      } catch (IOException e) {
        trouble = "the approver cannot be reached (" + e.getMessage() + ")";
      }
      pause(backoff);
      backoff = Math.min(LONGEST_BACKOFF_MILLIS, 2 * backoff);
    } while (System.nanoTime() - outgoing.giveUpNanos() < 0);
    if (outgoing.waiting() != null) {
      outgoing.waiting().answer(new Answer.Unavailable(trouble));
    } else if (outgoing.path().equals(COVERAGE)) {
      log.accept("callgate: CG-209 coverage not reported: " + trouble + "; the next report is due");
    } else {
      log.accept("callgate: CG-201 outcome not recorded: " + outgoing.path() + "; " + trouble);
    }
  }

  private void listen() {
    HttpConnection connection = session.connect();
    long cursor = session.cursor();
    long backoff = FIRST_BACKOFF_MILLIS;
    while (true) {
      try {
        HttpConnection.Response response =
            connection.exchange(
                "GET",
                "/v1/agent/events?after=" + cursor + "&wait=" + POLL_SECONDS,
                session.token(),
                null,
                (POLL_SECONDS + 10) * 1000);
        if (response.status() == 401 || response.status() == 403) {
          dismiss(response.body());
          return;
        }
        if (!response.isSuccess()) {
          throw new IOException("status " + response.status() + reason(response.body()));
        }
        Events events = Json.read(response.body(), Events.class);
        if (away) {
          away = false;
          log.accept("callgate: the approver is back: " + session.endpoint().uri());
        }
        backoff = FIRST_BACKOFF_MILLIS;
        // Before the decisions: they are verified by what is in force when they are handed on.
        followTrust(connection, events.trustVersion());
        for (JsonNode decision : events.decisions()) {
          hand(connection, decision);
        }
        // Last: what is cut off in between is asked for again.
        cursor = events.cursor();
      } catch (IOException | ProtocolException | RuntimeException e) {
        connection.close();
        if (!away) {
          away = true;
          log.accept(
              "callgate: CG-202 approver away: "
                  + session.endpoint().uri()
                  + " ("
                  + e.getMessage()
                  + "); held calls wait on");
        }
        pause(backoff);
        backoff = Math.min(LONGEST_BACKOFF_MILLIS, 2 * backoff);
      }
    }
  }

  /** Takes a newer bundle over, and says once what is wrong with one that does not count. */
  private void followTrust(HttpConnection connection, long offered) throws IOException {
    // An approver without one takes nothing away: the file's, or the one before, stays in force.
    if (!jvm.trust().hasRoots()
        || offered == 0
        || offered == jvm.trust().version()
        || offered == refusedTrust) {
      return;
    }
    try {
      Session.refreshTrust(connection, session.token(), jvm.trust());
      if (offered < jvm.trust().version()) {
        throw new ProtocolException("the approver has none any more, or only an older one");
      }
      refusedTrust = -1;
      log.accept(
          "callgate: the trust bundle of version " + jvm.trust().version() + " is in force now");
    } catch (ProtocolException e) {
      refusedTrust = offered;
      log.accept(
          "callgate: CG-215 trust bundle refused: "
              + e.getMessage()
              + "; version "
              + jvm.trust().version()
              + " stays in force");
    }
  }

  // Finds out whose answer it is; the waiting thread itself verifies it.
  private void hand(HttpConnection connection, JsonNode decision) throws IOException {
    try {
      Envelope envelope = Envelope.parse(Json.write(decision));
      JsonNode id =
          Json.readTree(new String(envelope.unverifiedPayload(), StandardCharsets.UTF_8))
              .get("requestId");
      WaitingCall call = id == null || !id.isString() ? null : waiting.get(id.asString());
      if (call != null) {
        String doubt = doubt(connection, id.asString(), envelope);
        call.answer(
            doubt == null ? new Answer.Decided(envelope, true) : new Answer.Unavailable(doubt));
      }
    } catch (ProtocolException e) {
      log.accept(
          "callgate: CG-203 unreadable decision ignored: "
              + e.getMessage()
              + "; its call waits on");
    }
  }

  /**
   * No record, no yes: why it is not believed that the decision is in the approver's audit log, or
   * null when it is shown to be there, in a log that goes on from what this JVM has seen of it.
   */
  private @Nullable String doubt(HttpConnection connection, String id, Envelope decision)
      throws IOException {
    HttpConnection.Response response =
        connection.exchange(
            "GET",
            "/v1/agent/requests/" + id + "/logged?seen=" + seen.size(),
            session.token(),
            null,
            SEND_MILLIS);
    if (response.status() >= 500) {
      throw new IOException("status " + response.status() + reason(response.body()));
    }
    String why;
    try {
      if (response.isSuccess()) {
        LoggedEntry logged = Json.read(response.body(), LoggedEntry.class);
        requireEntryOf(decision, logged.entry());
        seen.accept(logged, jvm.trust().logKeys());
        return null;
      }
      why = "it answered " + response.status() + reason(response.body());
    } catch (ProtocolException e) {
      why = String.valueOf(e.getMessage());
    }
    log.accept(
        "callgate: CG-216 decision not proved to be in the audit log: "
            + id
            + "; "
            + why
            + "; its call is refused");
    return "the approver does not prove that its decision is in its audit log: " + why;
  }

  private static void requireEntryOf(Envelope decision, byte[] entry) throws ProtocolException {
    JsonNode digest =
        Json.readTree(new String(entry, StandardCharsets.UTF_8)).path("digests").path("decision");
    if (!digest.isString() || !decision.payloadDigest().equals(digest.asString())) {
      throw new ProtocolException("the log's entry is not of this decision");
    }
  }

  private void dismiss(byte[] answer) {
    if (code(answer).equals(REVOKED)) {
      why = "an admin has revoked this JVM";
      log.accept(
          "callgate: CG-220 revoked by an admin"
              + reason(answer)
              + "; every gated call is refused from now on");
    } else {
      log.accept(
          "callgate: CG-204 dismissed by the approver"
              + reason(answer)
              + "; every gated call is refused from now on");
    }
    dismissed = true;
    for (WaitingCall call : waiting.values()) {
      call.answer(new Answer.Unavailable(why));
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      // As in send: the pause is over early.
    }
  }

  private static String code(byte[] body) {
    try {
      return Json.read(body, Failure.class).error().code();
    } catch (ProtocolException e) {
      return "";
    }
  }

  static String reason(byte[] body) {
    try {
      Reason reason = Json.read(body, Failure.class).error();
      return ": " + reason.message() + (reason.hint() == null ? "" : "; " + reason.hint());
    } catch (ProtocolException e) {
      return "";
    }
  }
}
