package dev.callgate.approver.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callgate.approver.api.RequestDetail;
import dev.callgate.approver.api.RequestState;
import dev.callgate.approver.server.PinnedClient.Answer;
import dev.callgate.protocol.CallDecision;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An approver that is stopped and started again on the same file goes on where it was. */
class RestartTest {
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
  void pendingRequestsAreStillPendingAndCanBeDecided() throws Exception {
    CallRequest request = jvm.submit();

    restart();

    assertThat(state(request)).isEqualTo(RequestState.PENDING);
    assertThat(approver.alice().say(request, Verdict.APPROVE).status()).isEqualTo(200);
    assertThat(decisions(0))
        .extracting(CallDecision::requestId)
        .containsExactly(request.requestId());
  }

  @Test
  void sessionsDecisionsAndCursorsAreKept() throws Exception {
    CallRequest first = jvm.submit();
    approver.alice().say(first, Verdict.APPROVE);
    Answer before = jvm.poll(0, 0);

    restart();

    assertThat(jvm.poll(0, 0).body()).isEqualTo(before.body());
    CallRequest second = jvm.submit();
    approver.alice().say(second, Verdict.REJECT);
    assertThat(decisions(before.body().get("cursor").asLong()))
        .extracting(CallDecision::requestId)
        .containsExactly(second.requestId());
  }

  @Test
  void aRequestSubmittedAgainAfterTheRestartIsTheSameOne() throws Exception {
    CallRequest request = jvm.submit();

    restart();

    assertThat(jvm.put(request.requestId(), jvm.sign(request)).status()).isEqualTo(200);
  }

  @Test
  void whatExpiredMeanwhileHasExpiredWhenItAnswers() throws Exception {
    CallRequest gone = jvm.submit(Duration.ofMinutes(5));
    CallRequest alive = jvm.submit(Duration.ofMinutes(50));

    approver.stop();
    approver.clock.advance(Duration.ofMinutes(10));
    approver.start();
    jvm.client = approver.client();

    assertThat(decisions(0)).extracting(CallDecision::verdict).containsExactly(Verdict.EXPIRE);
    assertThat(state(gone)).isEqualTo(RequestState.EXPIRED);
    assertThat(state(alive)).isEqualTo(RequestState.PENDING);
  }

  @Test
  void twoApproversNeverOpenOneFile() throws Exception {
    CallRequest request = jvm.submit();

    assertThatThrownBy(() -> Approver.start(approver.settings()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("open in another approver: " + approver.database());

    assertThat(approver.alice().say(request, Verdict.APPROVE).status()).isEqualTo(200);
  }

  @Test
  void anotherDecisionKeyDoesNotPassForTheOldOne() throws Exception {
    CallRequest request = jvm.submit();
    approver.alice().say(request, Verdict.APPROVE);
    approver.stop();

    try (TestApprover impostor = new TestApprover(approver.folder())) {
      jvm.client = impostor.client();
      CallRequest other = jvm.submit();
      impostor.alice().say(other, Verdict.APPROVE);

      Answer answer = jvm.poll(1, 0);
      assertThatThrownBy(() -> TestJvm.decisions(answer, approver.decisionKey.publicKey()))
          .hasMessageContaining("verifies");
    }
  }

  private void restart() throws Exception {
    approver.stop();
    approver.start();
    jvm.client = approver.client();
  }

  private RequestState state(CallRequest request) throws Exception {
    return approver.alice().show(request).as(RequestDetail.class).summary().state();
  }

  private List<CallDecision> decisions(long after) throws Exception {
    return TestJvm.decisions(jvm.poll(after, 0), approver.decisionKey.publicKey());
  }
}
