package dev.callgate.approver.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.Outcome;
import dev.callgate.approver.api.RequestList;
import dev.callgate.approver.api.RequestSummary;
import dev.callgate.approver.server.PinnedClient.Answer;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.Envelope;
import dev.callgate.protocol.Ids;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.PayloadType;
import dev.callgate.protocol.SigningKey;
import dev.callgate.protocol.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a JVM may enrol and submit, and what is refused before anybody is asked. */
class SubmissionTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private TestApprover approver;
  private TestJvm jvm;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    approver = new TestApprover(folder);
    jvm = approver.jvm();
  }

  @AfterEach
  void stop() {
    approver.close();
  }

  @Test
  void theSameBytesAgainChangeNothing() throws Exception {
    CallRequest request = jvm.request(HOUR, TestJvm.ALL);
    byte[] bytes = jvm.sign(request);

    assertThat(jvm.put(request.requestId(), bytes).status()).isEqualTo(201);
    assertThat(jvm.put(request.requestId(), bytes).status()).isEqualTo(200);

    assertThat(pending()).hasSize(1);
  }

  @Test
  void theSameBytesAfterTheDecisionSayWhereTheRequestStands() throws Exception {
    CallRequest request = jvm.submit();
    approver.alice().say(request, Verdict.REJECT);

    Answer again = jvm.put(request.requestId(), jvm.sign(request));

    assertThat(again.status()).isEqualTo(200);
    assertThat(again.body().get("state").asString()).isEqualTo("rejected");
    assertThat(pending()).isEmpty();
  }

  @Test
  void otherBytesUnderTheSameIdAreRefused() throws Exception {
    CallRequest request = jvm.submit(HOUR);
    byte[] other =
        new String(jvm.sign(request), StandardCharsets.UTF_8)
            .concat(" ")
            .getBytes(StandardCharsets.UTF_8);

    Answer answer = jvm.put(request.requestId(), other);

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.errorCode()).isEqualTo("conflict");
  }

  @Test
  void anotherKeyThanTheEnrolledOneIsRefused() throws Exception {
    CallRequest request = jvm.request(HOUR, TestJvm.ALL);
    byte[] forged =
        Envelope.sign(PayloadType.REQUEST, Json.write(request), SigningKey.generate()).toJson();

    refused(jvm.put(request.requestId(), forged), 403, "unverified");
  }

  @Test
  void anotherKindOfObjectIsRefused() throws Exception {
    CallRequest request = jvm.request(HOUR, TestJvm.ALL);
    byte[] wrongKind = Envelope.sign(PayloadType.DECISION, Json.write(request), jvm.key).toJson();

    refused(jvm.put(request.requestId(), wrongKind), 403, "unverified");
  }

  @Test
  void aRequestInAnotherJvmsNameIsRefused() throws Exception {
    TestJvm other = approver.jvm();
    CallRequest request = other.request(HOUR, TestJvm.ALL);

    refused(jvm.put(request.requestId(), jvm.sign(request)), 403, "forbidden");
  }

  @Test
  void anotherIdInThePathIsRefused() throws Exception {
    CallRequest request = jvm.request(HOUR, TestJvm.ALL);

    refused(jvm.put(Ids.random(), jvm.sign(request)), 400, "malformed");
  }

  @Test
  void aRequestThatCannotBeRejectedIsRefused() throws Exception {
    CallRequest request = jvm.request(HOUR, List.of(Verdict.APPROVE));

    refused(jvm.put(request.requestId(), jvm.sign(request)), 400, "malformed");
  }

  @Test
  void aRequestWithoutTimeIsRefused() throws Exception {
    CallRequest request = jvm.request(Duration.ZERO, TestJvm.ALL);

    refused(jvm.put(request.requestId(), jvm.sign(request)), 400, "malformed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonce",
        "application",
        "method",
        "rules",
        "ruleSetDigest",
        "arguments",
        "argsDigest",
        "decisions",
        "context"
      })
  void aRequestWithAHoleInItIsRefused(String field) throws Exception {
    CallRequest request = jvm.request(HOUR, TestJvm.ALL);
    var tree = (tools.jackson.databind.node.ObjectNode) Json.mapper().valueToTree(request);
    tree.putNull(field);
    byte[] holed = Envelope.sign(PayloadType.REQUEST, Json.write(tree), jvm.key).toJson();

    refused(jvm.put(request.requestId(), holed), 400, "malformed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "null", "[]", "{\"payloadType\":1}", "\u0000"})
  void bytesThatAreNoEnvelopeAreRefused(String body) throws Exception {
    refused(jvm.put(Ids.random(), body.getBytes(StandardCharsets.UTF_8)), 400, "malformed");
  }

  @Test
  void aBodyBeyondTheLimitIsRefused() throws Exception {
    refused(jvm.put(Ids.random(), new byte[256 * 1024 + 1]), 413, "too_large");
  }

  @Test
  void nobodyFindsARequestOlderThanThirtyDays() throws Exception {
    jvm.submit(Duration.ofDays(4000));

    RequestSummary seen = pending().get(0);

    assertThat(seen.expiresAtMillis() - seen.createdAtMillis())
        .isEqualTo(Duration.ofDays(30).toMillis());
  }

  @Test
  void aJvmThatEnrolsAgainGetsAnotherSessionAndKeepsItsPlace() throws Exception {
    CallRequest request = jvm.submit();
    approver.alice().say(request, Verdict.APPROVE);
    String before = jvm.session;

    assertThat(jvm.enrol(approver.enrolmentToken).status()).isEqualTo(201);

    assertThat(jvm.cursor).isEqualTo(1);
    assertThat(jvm.poll(0, 0).body().get("decisions")).hasSize(1);
    jvm.session = before;
    assertThat(jvm.poll(0, 0).status()).isEqualTo(401);
  }

  @Test
  void anEnrolledIdBelongsToItsKey() throws Exception {
    byte[] stolen = TestJvm.enrolment(jvm.id, Ids.random(), SigningKey.generate());

    Answer answer = jvm.client.send("POST", "/v1/agent/enrol", approver.enrolmentToken, stolen);

    assertThat(answer.status()).isEqualTo(409);
    assertThat(jvm.poll(0, 0).status()).isEqualTo(200);
  }

  @Test
  void anEnrolmentProvesThatItHoldsItsKey() throws Exception {
    byte[] real = TestJvm.enrolment(Ids.random(), Ids.random(), jvm.key);
    byte[] payload = Envelope.parse(real).unverifiedPayload();
    byte[] forged = Envelope.sign(PayloadType.ENROL, payload, SigningKey.generate()).toJson();

    refused(
        jvm.client.send("POST", "/v1/agent/enrol", approver.enrolmentToken, forged),
        403,
        "unverified");
  }

  @Test
  void theFirstReportStays() throws Exception {
    CallRequest request = jvm.submit();
    approver.alice().say(request, Verdict.APPROVE);

    assertThat(jvm.end(request, "outcome", Outcome.SUCCEEDED).status()).isEqualTo(200);
    assertThat(jvm.end(request, "outcome", Outcome.SUCCEEDED).status()).isEqualTo(200);
    assertThat(jvm.end(request, "outcome", Outcome.FAILED).status()).isEqualTo(409);
  }

  @Test
  void aReportAboutAPendingRequestEndsIt() throws Exception {
    CallRequest request = jvm.submit();

    assertThat(jvm.end(request, "outcome", Outcome.EXPIRED).status()).isEqualTo(200);

    assertThat(pending()).isEmpty();
    assertThat(approver.alice().say(request, Verdict.APPROVE).status()).isEqualTo(409);
  }

  @Test
  void aDecidedRequestCannotBeWithdrawn() throws Exception {
    CallRequest request = jvm.submit();
    approver.alice().say(request, Verdict.APPROVE);

    Answer answer = jvm.end(request, "withdraw", Outcome.WITHDRAWN);

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.errorCode()).isEqualTo("too_late");
  }

  @Test
  void aWithdrawalSaysNothingElse() throws Exception {
    CallRequest request = jvm.submit();

    assertThat(jvm.end(request, "withdraw", Outcome.SUCCEEDED).status()).isEqualTo(422);

    assertThat(pending()).hasSize(1);
  }

  @Test
  void aJvmEndsOnlyItsOwnRequests() throws Exception {
    CallRequest request = jvm.submit();
    TestJvm other = approver.jvm();

    assertThat(other.end(request, "withdraw", Outcome.WITHDRAWN).status()).isEqualTo(404);
    assertThat(other.end(request, "outcome", Outcome.SUCCEEDED).status()).isEqualTo(404);

    assertThat(pending()).hasSize(1);
  }

  private void refused(Answer answer, int status, String code) throws Exception {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.errorCode()).isEqualTo(code);
    assertThat(pending()).isEmpty();
  }

  private List<RequestSummary> pending() throws Exception {
    return approver.alice().get("/v1/requests").as(RequestList.class).requests();
  }
}
