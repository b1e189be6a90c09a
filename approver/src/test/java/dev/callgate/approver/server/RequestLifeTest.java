package dev.callgate.approver.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.Outcome;
import dev.callgate.approver.api.RequestDetail;
import dev.callgate.approver.api.RequestList;
import dev.callgate.approver.api.RequestState;
import dev.callgate.approver.api.RequestSummary;
import dev.callgate.approver.server.PinnedClient.Answer;
import dev.callgate.approver.store.TestDatabase;
import dev.callgate.protocol.CallDecision;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.CountedReview;
import dev.callgate.protocol.Edit;
import dev.callgate.protocol.EnrolmentReceipt;
import dev.callgate.protocol.Envelope;
import dev.callgate.protocol.Ids;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.PayloadType;
import dev.callgate.protocol.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.StringNode;

/** From submission to outcome, once for each way a request can end. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class RequestLifeTest {
  private final TestDatabase database;

  private TestApprover approver;
  private TestJvm jvm;
  private TestReviewer alice;

  RequestLifeTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    approver = new TestApprover(folder, /* time= */ null, database.in(folder));
    jvm = approver.jvm();
    alice = approver.alice();
  }

  @AfterEach
  void stop() {
    approver.close();
  }

  @Test
  void theReceiptIsSignedByTheDecisionKeyAndRepeatsTheChallenge() throws Exception {
    String challenge = Ids.random();
    Answer answer =
        jvm.client.send(
            "POST",
            "/v1/agent/enrol",
            approver.enrolmentToken,
            TestJvm.enrolment(jvm.id, challenge, jvm.key));

    byte[] receipt =
        Envelope.parse(Json.write(answer.body().get("receipt")))
            .verify(PayloadType.ENROLLED, approver.approver().publicKey());
    assertThat(Json.read(receipt, EnrolmentReceipt.class))
        .isEqualTo(new EnrolmentReceipt(1, jvm.id, challenge, approver.clock.millis()));
  }

  @Test
  void reviewersSeeWhatTheJvmSigned() throws Exception {
    CallRequest request = jvm.submit(Duration.ofMinutes(5));

    RequestSummary seen = alice.get("/v1/requests").as(RequestList.class).requests().get(0);

    assertThat(seen.request()).isEqualTo(request);
    assertThat(seen.state()).isEqualTo(RequestState.PENDING);
    assertThat(seen.requestDigest()).isEqualTo(TestReviewer.digest(request));
    assertThat(seen.expiresAtMillis() - seen.nowMillis())
        .isEqualTo(Duration.ofMinutes(5).toMillis());
    assertThat(seen.agentName()).isEqualTo("billing (test), process 42 on host1");
    assertThat(seen.decision()).isNull();
  }

  @Test
  void anApprovedRequestIsDecidedForExactlyThisCall() throws Exception {
    CallRequest request = jvm.submit();

    Answer answer = alice.say(request, Verdict.APPROVE);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.as(RequestDetail.class).summary().state()).isEqualTo(RequestState.APPROVED);
    CallDecision decision = onlyDecision();
    assertThat(decision)
        .isEqualTo(
            new CallDecision(
                1,
                request.requestId(),
                TestReviewer.digest(request),
                request.nonce(),
                jvm.id,
                request.method().key(),
                request.ruleSetDigest(),
                request.argsDigest(),
                Verdict.APPROVE,
                List.of(),
                null,
                "because",
                List.of(
                    new CountedReview(
                        "alice", List.of(), Verdict.APPROVE, approver.clock.millis())),
                approver.clock.millis(),
                approver.clock.millis() + Duration.ofHours(1).toMillis()));
  }

  @Test
  void aRejectionCarriesItsReason() throws Exception {
    CallRequest request = jvm.submit();

    alice.say(request, Verdict.REJECT);

    assertThat(onlyDecision().verdict()).isEqualTo(Verdict.REJECT);
    assertThat(onlyDecision().reason()).isEqualTo("because");
    assertThat(state(request)).isEqualTo(RequestState.REJECTED);
  }

  @Test
  void anEditCarriesTheChangedArguments() throws Exception {
    CallRequest request = jvm.submit();

    alice.edit(request, new Edit("amount", IntNode.valueOf(5)));

    assertThat(onlyDecision().verdict()).isEqualTo(Verdict.EDIT);
    assertThat(onlyDecision().edits()).containsExactly(new Edit("amount", IntNode.valueOf(5)));
    assertThat(state(request)).isEqualTo(RequestState.EDITED);
  }

  @Test
  void aResponseCarriesTheAnswer() throws Exception {
    CallRequest request = jvm.submit();

    alice.respond(request, StringNode.valueOf("done by hand"));

    assertThat(onlyDecision().response()).isEqualTo(StringNode.valueOf("done by hand"));
    assertThat(state(request)).isEqualTo(RequestState.RESPONDED);
  }

  @Test
  void nothingIsAnAnswerToo() throws Exception {
    CallRequest request = jvm.submit();

    assertThat(alice.respond(request, null).status()).isEqualTo(200);

    assertThat(onlyDecision().response()).isEqualTo(NullNode.getInstance());
  }

  @Test
  void aWithdrawnRequestCanNoLongerBeDecided() throws Exception {
    CallRequest request = jvm.submit();

    assertThat(jvm.end(request, "withdraw", Outcome.WITHDRAWN).status()).isEqualTo(200);

    assertThat(state(request)).isEqualTo(RequestState.WITHDRAWN);
    Answer late = alice.say(request, Verdict.APPROVE);
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.errorCode()).isEqualTo("too_late");
    assertThat(jvm.poll(0, 0).body().get("decisions")).isEmpty();
  }

  @Test
  void theOutcomeStandsBesideTheStateAndDoesNotReplaceIt() throws Exception {
    CallRequest request = jvm.submit();
    alice.say(request, Verdict.APPROVE);

    assertThat(jvm.end(request, "outcome", Outcome.FAILED).status()).isEqualTo(200);

    RequestSummary seen = alice.show(request).as(RequestDetail.class).summary();
    assertThat(seen.state()).isEqualTo(RequestState.APPROVED);
    assertThat(seen.outcome()).isEqualTo(Outcome.FAILED);
  }

  @Test
  void endedRequestsLeaveTheListOfPendingOnes() throws Exception {
    CallRequest ended = jvm.submit(Duration.ofMinutes(1));
    CallRequest later = jvm.submit(Duration.ofMinutes(9));
    CallRequest sooner = jvm.submit(Duration.ofMinutes(3));
    alice.say(ended, Verdict.REJECT);

    assertThat(ids("/v1/requests")).containsExactly(sooner.requestId(), later.requestId());
    assertThat(ids("/v1/requests?state=ended")).containsExactly(ended.requestId());
    assertThat(ids("/v1/requests?state=all"))
        .containsExactly(sooner.requestId(), later.requestId(), ended.requestId());
  }

  private List<String> ids(String path) throws Exception {
    return alice.get(path).as(RequestList.class).requests().stream()
        .map(RequestSummary::id)
        .toList();
  }

  private RequestState state(CallRequest request) throws Exception {
    return alice.show(request).as(RequestDetail.class).summary().state();
  }

  private CallDecision onlyDecision() throws Exception {
    var decisions = TestJvm.decisions(jvm.poll(0, 0), approver.approver().publicKey());
    assertThat(decisions).hasSize(1);
    return decisions.get(0);
  }
}
