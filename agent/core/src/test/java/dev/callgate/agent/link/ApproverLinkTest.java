package dev.callgate.agent.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callgate.Outcome;
import dev.callgate.agent.gate.Answer;
import dev.callgate.agent.gate.JvmIdentity;
import dev.callgate.agent.link.ScriptedServer.Reply;
import dev.callgate.agent.link.ScriptedServer.Request;
import dev.callgate.protocol.Envelope;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.OutcomeReport;
import dev.callgate.protocol.PayloadType;
import dev.callgate.protocol.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class ApproverLinkTest {
  private static final Reply STORED = Reply.json(201, "{}");
  private static final String UNAUTHORIZED =
      "{\"error\":{\"code\":\"AUTH\",\"message\":\"who are you\",\"hint\":null}}";

  private final SigningKey approver = SigningKey.generate();
  private final SigningKey own = SigningKey.generate();
  private final JvmIdentity jvm =
      new JvmIdentity("jvm-1", own, approver.publicKey(), "shop", null, "sha256:0", null);
  private final BlockingQueue<String> log = new LinkedBlockingQueue<>();
  // What the approver has to say, one long poll each, and what it says to what it is sent.
  private final BlockingQueue<Reply> events = new LinkedBlockingQueue<>();
  private final BlockingQueue<Reply> answers = new LinkedBlockingQueue<>();
  // What it says instead of the proof that a decision is logged, and the log that proves it.
  private final BlockingQueue<Reply> proofs = new LinkedBlockingQueue<>();
  private final ScriptedLog audit = new ScriptedLog(approver);
  private final BlockingQueue<Request> sent = new LinkedBlockingQueue<>();
  private @Nullable ScriptedServer running;
  private @Nullable ApproverLink started;

  @BeforeEach
  void start() throws Exception {
    running =
        new ScriptedServer(
            request -> {
              if (request.path().startsWith("/v1/agent/events")) {
                return events.take();
              }
              if (request.path().contains("/logged?seen=")) {
                Reply lie = proofs.poll();
                return lie == null ? audit.logged(request.path()) : lie;
              }
              sent.add(request);
              Reply answer = answers.poll();
              return answer == null ? STORED : answer;
            });
    Endpoint endpoint = running.endpoint();
    started =
        new ApproverLink(
            jvm, new Session(endpoint, HttpConnection.tls(endpoint), "token-1", 41), log::add);
    link().start();
  }

  @AfterEach
  void stop() throws Exception {
    // Dismissal is what ends the listening thread.
    events.add(Reply.json(401, UNAUTHORIZED));
    awaitLog("CG-204");
    Objects.requireNonNull(running).close();
  }

  private ApproverLink link() {
    return Objects.requireNonNull(started);
  }

  @Test
  void aQuestionIsStoredAndItsDecisionComesBack() throws Exception {
    CompletableFuture<Answer> answer = ask("r-1");

    Request request = sent();
    assertThat(request.method() + " " + request.path()).isEqualTo("PUT /v1/agent/requests/r-1");
    assertThat(request.authorization()).isEqualTo("Bearer token-1");
    assertThat(Envelope.parse(request.body()).verify(PayloadType.REQUEST, own.publicKey()))
        .isEqualTo(bytes("{\"a\":1}"));
    events.add(decisions(42, decision("r-1")));

    assertDecided(answer, "r-1");
  }

  @Test
  void aDecisionThatIsNotProvedToBeLoggedIsRefused() throws Exception {
    CompletableFuture<Answer> answer = ask("r-1");
    sent();
    proofs.add(Reply.json(404, "{}"));
    events.add(decisions(42, decision("r-1")));

    assertThat(answer.get(60, TimeUnit.SECONDS))
        .isEqualTo(
            new Answer.Unavailable(
                "the approver does not prove that its decision is in its audit log:"
                    + " it answered 404"));
    awaitLog("CG-216");
  }

  @Test
  void anotherDecisionsEntryProvesNothing() throws Exception {
    CompletableFuture<Answer> answer = ask("r-1");
    sent();
    proofs.add(audit.logged("/v1/agent/requests/r-9/logged?seen=0"));
    events.add(decisions(42, decision("r-1")));

    assertUnavailable(answer, "the log's entry is not of this decision");
  }

  @Test
  void aLogThatContradictsWhatItWasIsRefused() throws Exception {
    CompletableFuture<Answer> one = ask("r-1");
    sent();
    events.add(decisions(42, decision("r-1")));
    assertDecided(one, "r-1");

    CompletableFuture<Answer> two = ask("r-2");
    sent();
    audit.rewrite();
    events.add(decisions(43, decision("r-2")));
    assertUnavailable(two, "its first 1 entries are not those that it had before");
  }

  @Test
  void aLogThatWasReplacedOrCutIsRefusedAndTheOneThatGoesOnIsNot() throws Exception {
    CompletableFuture<Answer> one = ask("r-1");
    CompletableFuture<Answer> two = ask("r-2");
    sent();
    sent();
    events.add(decisions(42, decision("r-1"), decision("r-2")));
    assertDecided(one, "r-1");
    assertDecided(two, "r-2");

    CompletableFuture<Answer> cut = ask("r-3");
    sent();
    proofs.add(new ScriptedLog(approver).logged("/v1/agent/requests/r-3/logged?seen=0"));
    events.add(decisions(43, decision("r-3")));
    assertUnavailable(cut, "it had 2 entries and has 1 now");

    CompletableFuture<Answer> next = ask("r-4");
    sent();
    events.add(decisions(44, decision("r-4")));
    assertDecided(next, "r-4");

    CompletableFuture<Answer> replaced = ask("r-5");
    sent();
    audit.replace();
    events.add(decisions(45, decision("r-5")));
    assertUnavailable(replaced, "it is another log");
  }

  @Test
  void aProofThatIsCutOffIsAskedForAgain() throws Exception {
    CompletableFuture<Answer> answer = ask("r-1");
    sent();
    proofs.add(Reply.json(503, "{}"));
    proofs.add(Reply.raw(""));
    for (int i = 0; i < 3; i++) {
      events.add(decisions(42, decision("r-1")));
    }

    assertDecided(answer, "r-1");
  }

  @Test
  void eachWaitingCallGetsItsOwnDecision() throws Exception {
    CompletableFuture<Answer> one = ask("r-1");
    CompletableFuture<Answer> two = ask("r-2");
    sent();
    sent();

    events.add(decisions(42, decision("r-2"), decision("r-1")));

    assertDecided(one, "r-1");
    assertDecided(two, "r-2");
  }

  @Test
  void thePollGoesOnAfterWhatWasHeard() throws Exception {
    CompletableFuture<Answer> answer = ask("r-1");
    sent();
    events.add(decisions(42));
    events.add(decisions(50, decision("r-1")));
    assertDecided(answer, "r-1");

    assertThat(Objects.requireNonNull(running).requests)
        .extracting(Request::path)
        .contains("/v1/agent/events?after=41&wait=25", "/v1/agent/events?after=42&wait=25");
  }

  @Test
  void decisionsForNobodyAndUnreadableOnesAreIgnored() throws Exception {
    CompletableFuture<Answer> answer = ask("r-1");
    sent();
    events.add(
        decisions(
            42,
            decision("r-9"),
            "{\"no\":\"envelope\"}",
            "null",
            envelope("[]"),
            envelope("{}"),
            envelope("not json"),
            envelope("{\"requestId\":5}")));
    events.add(decisions(43, decision("r-1")));

    assertDecided(answer, "r-1");
    assertThat(log).anyMatch(line -> line.contains("CG-203 unreadable decision ignored"));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404, 409, 413})
  void aQuestionThatTheApproverDoesNotTakeIsRefused(int status) throws Exception {
    answers.add(
        Reply.json(
            status,
            "{\"error\":{\"code\":\"X\",\"message\":\"not like this\",\"hint\":\"mend it\"}}"));

    assertThat(ask("r-1").get(60, TimeUnit.SECONDS))
        .isEqualTo(
            new Answer.Unavailable("the approver answered " + status + ": not like this; mend it"));
  }

  @Test
  void troubleOfTheApproverIsTriedAgain() throws Exception {
    answers.add(Reply.json(500, "{}"));
    answers.add(Reply.raw(""));
    answers.add(Reply.raw("HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n"));
    answers.add(STORED);
    CompletableFuture<Answer> answer = ask("r-1");

    for (int i = 0; i < 4; i++) {
      assertThat(sent().path()).isEqualTo("/v1/agent/requests/r-1");
    }
    events.add(decisions(42, decision("r-1")));

    assertDecided(answer, "r-1");
  }

  @Test
  void aLostConnectionLosesNoCall() throws Exception {
    CompletableFuture<Answer> answer = ask("r-1");
    sent();

    events.add(Reply.raw(""));
    awaitLog("CG-202 approver away");
    events.add(Reply.json(503, "{}"));
    events.add(Reply.raw("HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n"));
    events.add(Reply.json(200, "not events"));
    events.add(decisions(42, decision("r-1")).andClose());
    // The proof could not be asked for on that connection: an approver says the same again.
    events.add(decisions(42, decision("r-1")));
    assertDecided(answer, "r-1");

    awaitLog("the approver is back");
    CompletableFuture<Answer> next = ask("r-2");
    sent();
    events.add(decisions(43, decision("r-2")));
    assertDecided(next, "r-2");
  }

  @Test
  void aConnectionThatTheServerEndsBetweenQuestionsLosesNone() throws Exception {
    answers.add(STORED.andClose());
    answers.add(STORED.andClose());
    CompletableFuture<Answer> one = ask("r-1");
    sent();
    CompletableFuture<Answer> two = ask("r-2");
    sent();
    events.add(decisions(42, decision("r-1"), decision("r-2")));

    assertDecided(one, "r-1");
    assertDecided(two, "r-2");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void aDismissedJvmIsRefusedEverythingAtOnceAndForGood(int status) throws Exception {
    CompletableFuture<Answer> waiting = ask("r-1");
    sent();

    events.add(Reply.json(status, UNAUTHORIZED));

    assertThat(waiting.get(60, TimeUnit.SECONDS))
        .isEqualTo(new Answer.Unavailable("the approver does not know this JVM any more"));
    assertThat(ask("r-2").get(60, TimeUnit.SECONDS))
        .isEqualTo(new Answer.Unavailable("the approver does not know this JVM any more"));
    assertThat(log)
        .anyMatch(line -> line.contains("CG-204 dismissed by the approver: who are you"));
    // For stop(), which waits for that line.
    log.add("CG-204");
  }

  @Test
  void aRevokedJvmIsRefusedWhatItHoldsAndToldWhy() throws Exception {
    CompletableFuture<Answer> waiting = ask("r-1");
    sent();

    events.add(
        Reply.json(
            403,
            "{\"error\":{\"code\":\"revoked\",\"message\":\"an admin has revoked this JVM\","
                + "\"hint\":\"start it again\"}}"));

    Answer revoked = new Answer.Unavailable("an admin has revoked this JVM");
    assertThat(waiting.get(60, TimeUnit.SECONDS)).isEqualTo(revoked);
    assertThat(ask("r-2").get(60, TimeUnit.SECONDS)).isEqualTo(revoked);
    assertThat(log)
        .contains(
            "callgate: CG-220 revoked by an admin: an admin has revoked this JVM; start it again;"
                + " every gated call is refused from now on");
    // For stop(), which waits for that line.
    log.add("CG-204");
  }

  @Test
  void silenceUntilTheDeadlineIsSilence() throws Exception {
    CompletableFuture<Answer> answer = ask("r-1", 2_000);

    assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo(new Answer.Expired());
  }

  @Test
  void anApproverThatIsAwayAtTheDeadlineIsNotSilence() throws Exception {
    CompletableFuture<Answer> answer = ask("r-1", 2_000);
    sent();
    events.add(Reply.raw(""));
    awaitLog("CG-202 approver away");

    assertThat(answer.get(60, TimeUnit.SECONDS)).isInstanceOf(Answer.Unavailable.class);
  }

  @Test
  void anInterruptEndsTheWait() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(
            () -> link().ask("r-1", request(), System.nanoTime() + TimeUnit.MINUTES.toNanos(1)))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SUCCEEDED", "FAILED", "REJECTED", "WITHDRAWN"})
  void howACallEndedIsReportedUnderTheJvmsSignature(String outcome) throws Exception {
    OutcomeReport report =
        new OutcomeReport(1, "r-1", "sha256:1", Outcome.valueOf(outcome), null, 5);
    // A report, too, is sent until it was received.
    answers.add(Reply.json(503, "{}"));
    link().report(report);

    sent();
    Request request = sent();
    assertThat(request.method() + " " + request.path())
        .isEqualTo(
            "POST /v1/agent/requests/r-1/"
                + (outcome.equals("WITHDRAWN") ? "withdraw" : "outcome"));
    byte[] payload = Envelope.parse(request.body()).verify(PayloadType.OUTCOME, own.publicKey());
    assertThat(Json.read(payload, OutcomeReport.class)).isEqualTo(report);
    link().flush(30_000);
  }

  private CompletableFuture<Answer> ask(String id) {
    return ask(id, TimeUnit.MINUTES.toMillis(5));
  }

  private CompletableFuture<Answer> ask(String id, long millis) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return link()
                .ask(id, request(), System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis));
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        },
        task -> new Thread(task).start());
  }

  private Envelope request() {
    return Envelope.sign(PayloadType.REQUEST, bytes("{\"a\":1}"), own);
  }

  private Request sent() throws InterruptedException {
    return Objects.requireNonNull(sent.poll(60, TimeUnit.SECONDS), "nothing was sent");
  }

  private void awaitLog(String part) throws InterruptedException {
    String line = "";
    while (!line.contains(part)) {
      line = Objects.requireNonNull(log.poll(60, TimeUnit.SECONDS), "no line with " + part);
    }
  }

  private static void assertDecided(CompletableFuture<Answer> answer, String id) throws Exception {
    assertThat(answer.get(60, TimeUnit.SECONDS))
        .isInstanceOfSatisfying(
            Answer.Decided.class,
            decided ->
                assertThat(
                        new String(decided.decision().unverifiedPayload(), StandardCharsets.UTF_8))
                    .contains("\"" + id + "\""));
  }

  private static void assertUnavailable(CompletableFuture<Answer> answer, String why)
      throws Exception {
    assertThat(answer.get(60, TimeUnit.SECONDS))
        .isInstanceOfSatisfying(
            Answer.Unavailable.class,
            unavailable ->
                assertThat(unavailable.why())
                    .startsWith("the approver does not prove that its decision is in its audit log")
                    .contains(why));
  }

  private String decision(String id) {
    return envelope("{\"requestId\":\"" + id + "\"}");
  }

  private String envelope(String payload) {
    return new String(
        Envelope.sign(PayloadType.DECISION, bytes(payload), approver).toJson(),
        StandardCharsets.UTF_8);
  }

  private static Reply decisions(long cursor, String... decisions) {
    return decisions(0L, cursor, decisions);
  }

  private static Reply decisions(Long trustVersion, long cursor, String... decisions) {
    return Reply.json(
        200,
        "{\"cursor\":"
            + cursor
            + ",\"decisions\":["
            + String.join(",", decisions)
            + "],\"trustVersion\":"
            + trustVersion
            + "}");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
