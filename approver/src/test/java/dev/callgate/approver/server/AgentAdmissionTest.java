package dev.callgate.approver.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.approver.api.AgentList;
import dev.callgate.approver.api.AgentSummary;
import dev.callgate.approver.api.EnrolmentTokenBody;
import dev.callgate.approver.api.EnrolmentTokenCreated;
import dev.callgate.approver.api.RequestDetail;
import dev.callgate.approver.api.RequestState;
import dev.callgate.approver.server.PinnedClient.Answer;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Which JVMs are let in, and how one is turned away. */
class AgentAdmissionTest {
  private TestApprover approver;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    approver = new TestApprover(folder);
  }

  @AfterEach
  void stop() {
    approver.close();
  }

  private String token(String application, Duration time) throws Exception {
    Answer made =
        approver
            .root()
            .send(
                "POST",
                "/v1/enrolment-tokens",
                new EnrolmentTokenBody(application, time.toMillis()));
    assertThat(made.status()).as(made.body().toString()).isEqualTo(201);
    return made.as(EnrolmentTokenCreated.class).secret();
  }

  @Test
  void aTokenLetsOneJvmInAndNoSecond() throws Exception {
    String token = token("billing", Duration.ofHours(1));
    TestJvm first = new TestJvm(approver.client());
    TestJvm second = new TestJvm(approver.client());

    assertThat(first.enrol(token).status()).isEqualTo(201);
    first.submit();
    Answer refused = second.enrol(token);
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.body().at("/error/message").asString())
        .isEqualTo("this enrolment token was used by another JVM: it is good for one");
    assertThat(first.enrol(token).status())
        .as("the same JVM, whose answer was lost")
        .isEqualTo(201);
  }

  @Test
  void aTokenIsForItsApplicationOnly() throws Exception {
    Answer refused = new TestJvm(approver.client()).enrol(token("payroll", Duration.ofHours(1)));

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.body().at("/error/message").asString())
        .isEqualTo("this enrolment token is for payroll, and the JVM says it is billing");
  }

  @Test
  void aRefusedEnrolmentDoesNotUseTheTokenUp() throws Exception {
    String token = token("billing", Duration.ofHours(1));
    TestJvm jvm = new TestJvm(approver.client());
    byte[] garbage = "{}".getBytes(StandardCharsets.UTF_8);
    assertThat(approver.client().send("POST", "/v1/agent/enrol", token, garbage).status())
        .isEqualTo(400);

    assertThat(jvm.enrol(token).status()).isEqualTo(201);
  }

  @Test
  void aTokenEndsWithItsTime() throws Exception {
    String token = token("billing", Duration.ofMinutes(10));
    approver.clock.advance(Duration.ofMinutes(10).minusMillis(1));
    String inTime = token("billing", Duration.ofMinutes(10));
    approver.clock.advance(Duration.ofMillis(1));

    Answer refused = new TestJvm(approver.client()).enrol(token);
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.body().at("/error/message").asString())
        .isEqualTo("this enrolment token's time is over");
    assertThat(new TestJvm(approver.client()).enrol(inTime).status()).isEqualTo(201);
  }

  @Test
  void noTokenIsGoodForMoreThanAWeek() throws Exception {
    for (long millis : new long[] {Duration.ofDays(7).toMillis() + 1, 0, -1}) {
      assertThat(
              approver
                  .root()
                  .send("POST", "/v1/enrolment-tokens", new EnrolmentTokenBody("billing", millis))
                  .status())
          .isEqualTo(422);
    }
  }

  @Test
  void aRevokedJvmIsToldSoAtOnceAndOthersGoOn() throws Exception {
    TestJvm revoked = approver.jvm();
    TestJvm other = approver.jvm();
    CallRequest held = revoked.submit();
    var poll = revoked.pollLater(revoked.cursor, 25);
    while (approver.approver().waitingPolls() == 0) {
      Thread.onSpinWait();
    }

    Answer answer = approver.root().send("POST", "/v1/agents/" + revoked.id + "/revoke", null);

    assertThat(answer.as(AgentSummary.class).revoked()).isTrue();
    Answer heard = poll.get(20, TimeUnit.SECONDS);
    assertThat(heard.status()).isEqualTo(403);
    assertThat(heard.errorCode()).isEqualTo("revoked");
    assertThat(revoked.enrol(approver.enrolmentToken).errorCode()).isEqualTo("revoked");
    assertThat(approver.alice().say(held, Verdict.APPROVE).errorCode()).isEqualTo("too_late");
    assertThat(state(held)).isEqualTo(RequestState.PENDING);
    assertThat(approver.alice().say(held, Verdict.REJECT).status()).isEqualTo(200);

    CallRequest alive = other.submit();
    assertThat(approver.alice().say(alive, Verdict.APPROVE).status()).isEqualTo(200);
    assertThat(approver.alice().get("/v1/agents").as(AgentList.class).agents())
        .filteredOn(AgentSummary::revoked)
        .extracting(AgentSummary::jvm)
        .containsExactly(revoked.id);
  }

  @Test
  void bothAreInTheAuditLog() throws Exception {
    String token = token("billing", Duration.ofHours(1));
    TestJvm jvm = approver.jvm();
    approver.root().send("POST", "/v1/agents/" + jvm.id + "/revoke", null);
    approver.root().send("POST", "/v1/agents/" + jvm.id + "/revoke", null);

    StringBuilder log = new StringBuilder();
    for (JsonNode line : approver.alice().get("/v1/audit/entries").body().get("entries")) {
      log.append(
          new String(
              Base64.getDecoder().decode(line.get("entry").asString()), StandardCharsets.UTF_8));
    }
    assertThat(log)
        .contains("\"type\":\"enrolment_token.created\"", "for one JVM of billing")
        .containsOnlyOnce("\"type\":\"agent.revoked\"")
        .contains("\"jvm\":\"" + jvm.id + "\",\"actor\":\"admin:root\"")
        .doesNotContain(token);
  }

  private RequestState state(CallRequest request) throws Exception {
    return approver.alice().show(request).as(RequestDetail.class).summary().state();
  }
}
