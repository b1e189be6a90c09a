package dev.callgate.approver.server;

import dev.callgate.Outcome;
import dev.callgate.approver.server.PinnedClient.Answer;
import dev.callgate.protocol.AppliedRule;
import dev.callgate.protocol.Argument;
import dev.callgate.protocol.CallContext;
import dev.callgate.protocol.CallDecision;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.CoverageReport;
import dev.callgate.protocol.Covered;
import dev.callgate.protocol.CoveredCall;
import dev.callgate.protocol.Demand;
import dev.callgate.protocol.Digests;
import dev.callgate.protocol.Enrolment;
import dev.callgate.protocol.Envelope;
import dev.callgate.protocol.GatedMethod;
import dev.callgate.protocol.Ids;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.OutcomeCount;
import dev.callgate.protocol.OutcomeReport;
import dev.callgate.protocol.PayloadType;
import dev.callgate.protocol.RuleCoverage;
import dev.callgate.protocol.SigningKey;
import dev.callgate.protocol.Verdict;
import dev.callgate.protocol.VerificationKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The agent's side of the protocol, with real keys and real bytes, and no gate behind it. */
final class TestJvm {
  static final List<Verdict> ALL =
      List.of(Verdict.APPROVE, Verdict.EDIT, Verdict.RESPOND, Verdict.REJECT);

  private static final Demand ANYBODY = new Demand("shop/refunds", List.of(), 1, false);

  final String id = Ids.random();
  final SigningKey key = SigningKey.generate();
  PinnedClient client;
  String session = "";
  long cursor;

  TestJvm(PinnedClient client) {
    this.client = client;
  }

  Answer enrol(String token) throws Exception {
    Answer answer = client.send("POST", "/v1/agent/enrol", token, enrolment(id, Ids.random(), key));
    if (answer.status() == 201) {
      session = answer.body().get("session").asString();
      cursor = answer.body().get("cursor").asLong();
    }
    return answer;
  }

  static byte[] enrolment(String jvm, String challenge, SigningKey key) {
    Enrolment enrolment =
        new Enrolment(
            Enrolment.VERSION,
            jvm,
            key.publicKey().toString(),
            challenge,
            "billing",
            "test",
            Digests.of("rules"),
            "host1",
            42,
            "Java 17",
            "0.1");
    return Envelope.sign(PayloadType.ENROL, Json.write(enrolment), key).toJson();
  }

  CallRequest request(Duration expires, List<Verdict> decisions) {
    return request(expires, decisions, List.of(), null, ANYBODY);
  }

  /** A call for which {@code demands} say who decides. */
  CallRequest submit(Demand... demands) throws Exception {
    return submitFor(null, demands);
  }

  /** A call that is made for {@code requester}. */
  CallRequest submitFor(@Nullable String requester, Demand... demands) throws Exception {
    return submit(request(Duration.ofHours(1), ALL, List.of(), requester, demands));
  }

  /** A call whose approval covers others. */
  CallRequest covering(Covered... covers) {
    return request(Duration.ofHours(1), ALL, List.of(covers), null, ANYBODY);
  }

  private CallRequest request(
      Duration expires,
      List<Verdict> decisions,
      List<Covered> covers,
      @Nullable String requester,
      Demand... demands) {
    return new CallRequest(
        CallRequest.VERSION,
        Ids.random(),
        Ids.random(),
        id,
        "billing",
        "test",
        new GatedMethod("shop.Refunds", "refund", "(JLjava/lang/String;)V", "void"),
        List.of(
            new AppliedRule(
                "shop/refunds", "policy.yaml:3", "high", null, "refund money", List.of())),
        Digests.of("rules"),
        List.of(
            new Argument("amount", "long", "100", false, true),
            new Argument("account", "java.lang.String", "\"x\"", false, false)),
        Digests.of("args"),
        "shop.Refunds",
        decisions,
        List.of(demands),
        requester,
        covers,
        expires.toMillis(),
        1,
        new CallContext("host1", 42, "root", "main", false, List.of("shop.App.main(App.java:1)")));
  }

  byte[] sign(CallRequest request) {
    return Envelope.sign(PayloadType.REQUEST, Json.write(request), key).toJson();
  }

  Answer put(String requestId, byte[] envelope) throws Exception {
    return client.send("PUT", "/v1/agent/requests/" + requestId, session, envelope);
  }

  /** Submits a call that waits an hour and allows everything; returns the request. */
  CallRequest submit() throws Exception {
    return submit(Duration.ofHours(1));
  }

  CallRequest submitCovering(Covered... covers) throws Exception {
    return submit(covering(covers));
  }

  byte[] covered(CallRequest request, String callId) {
    CoveredCall call =
        new CoveredCall(
            CoveredCall.VERSION,
            callId,
            request.requestId(),
            Digests.of(Json.write(request)),
            new GatedMethod("java.nio.file.Files", "delete", "(Ljava/nio/file/Path;)V", "void"),
            List.of("files/delete"),
            List.of(new Argument("path", "java.nio.file.Path", "\"/tmp/a\"", false, false)),
            1);
    return Envelope.sign(PayloadType.COVERED, Json.write(call), key).toJson();
  }

  Answer postCovered(CallRequest request, byte[] body) throws Exception {
    return client.send(
        "POST", "/v1/agent/requests/" + request.requestId() + "/covered", session, body);
  }

  CallRequest submit(Duration expires) throws Exception {
    return submit(request(expires, ALL));
  }

  CallRequest submit(CallRequest request) throws Exception {
    Answer answer = put(request.requestId(), sign(request));
    if (answer.status() != 201) {
      throw new IllegalStateException("not created: " + answer.body());
    }
    return request;
  }

  byte[] report(CallRequest request, Outcome outcome, @Nullable String detail) {
    OutcomeReport report =
        new OutcomeReport(
            OutcomeReport.VERSION,
            request.requestId(),
            Digests.of(Json.write(request)),
            outcome,
            detail,
            1);
    return Envelope.sign(PayloadType.OUTCOME, Json.write(report), key).toJson();
  }

  /** A report with one rule that was called {@code calls} times and held once. */
  CoverageReport coverage(long seq, long calls, boolean last, String ruleSetDigest) {
    RuleCoverage rule =
        new RuleCoverage(
            "shop/refunds",
            "policy.yaml:3",
            "gate",
            "gate",
            2,
            2,
            0,
            calls - 1,
            1,
            0,
            null,
            1,
            0,
            0,
            0,
            0,
            0,
            0,
            List.of(new OutcomeCount(Outcome.APPROVED, 1)));
    return new CoverageReport(
        CoverageReport.VERSION, id, seq, 1, last, ruleSetDigest, 2, 0, 0, 0, List.of(rule), 0);
  }

  byte[] sign(CoverageReport report) {
    return Envelope.sign(PayloadType.COVERAGE, Json.write(report), key).toJson();
  }

  Answer report(CoverageReport report) throws Exception {
    return client.send("PUT", "/v1/agent/coverage", session, sign(report));
  }

  Answer end(CallRequest request, String verb, Outcome outcome) throws Exception {
    return client.send(
        "POST",
        "/v1/agent/requests/" + request.requestId() + "/" + verb,
        session,
        report(request, outcome, null));
  }

  Answer poll(long after, int waitSeconds) throws Exception {
    return client.send("GET", eventsPath(after, waitSeconds), session, null);
  }

  CompletableFuture<Answer> pollLater(long after, int waitSeconds) {
    return client.sendLater("GET", eventsPath(after, waitSeconds), session);
  }

  private static String eventsPath(long after, int waitSeconds) {
    return "/v1/agent/events?after=" + after + "&wait=" + waitSeconds;
  }

  /** The decisions in an answer, each verified with the approver's key. */
  static List<CallDecision> decisions(Answer answer, VerificationKey key) throws Exception {
    List<CallDecision> decisions = new ArrayList<>();
    for (JsonNode envelope : answer.body().get("decisions")) {
      byte[] payload = Envelope.parse(Json.write(envelope)).verify(PayloadType.DECISION, key);
      decisions.add(Json.read(payload, CallDecision.class));
    }
    return decisions;
  }
}
