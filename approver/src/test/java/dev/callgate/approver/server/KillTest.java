package dev.callgate.approver.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.approver.api.RequestDetail;
import dev.callgate.approver.api.RequestState;
import dev.callgate.approver.server.PinnedClient.Answer;
import dev.callgate.protocol.CallDecision;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.Ids;
import dev.callgate.protocol.SigningKey;
import dev.callgate.protocol.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged survives that the approver is killed in the middle of its work. */
class KillTest {
  private static final int ROUNDS = 3;
  private static final int WRITERS = 4;
  private static final int ACKNOWLEDGED_BEFORE_THE_KILL = 40;

  private final String enrolmentToken = Ids.token("cge");
  private final String reviewerToken = Ids.token("cgr");
  private final SigningKey decisionKey = SigningKey.generate();
  private final Queue<CallRequest> submitted = new ConcurrentLinkedQueue<>();
  private final Queue<CallRequest> approved = new ConcurrentLinkedQueue<>();
  private Path folder;

  @BeforeEach
  void prepare(@TempDir Path folder) throws IOException {
    this.folder = folder;
    Files.writeString(folder.resolve("decision.key"), decisionKey.toPem());
  }

  @Test
  void noAcknowledgedRequestOrDecisionIsLost() throws Exception {
    ApproverProcess approver = ApproverProcess.start(folder, enrolmentToken, reviewerToken);
    try {
      TestJvm jvm = new TestJvm(approver.client());
      assertThat(jvm.enrol(enrolmentToken).status()).isEqualTo(201);
      for (int round = 0; round < ROUNDS; round++) {
        workUntilKilled(approver, jvm);
        approver = ApproverProcess.start(folder, enrolmentToken, reviewerToken);
        jvm.client = approver.client();
        assertNothingLost(jvm, new TestReviewer(approver.client(), reviewerToken));
      }
    } finally {
      approver.kill();
    }
  }

  /** Several threads submit and approve; the kill comes while they do. */
  private void workUntilKilled(ApproverProcess approver, TestJvm jvm) throws Exception {
    CountDownLatch acknowledged = new CountDownLatch(ACKNOWLEDGED_BEFORE_THE_KILL);
    TestReviewer alice = new TestReviewer(approver.client(), reviewerToken);
    List<Thread> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      Thread writer = new Thread(() -> work(jvm, alice, acknowledged));
      writer.start();
      writers.add(writer);
    }
    assertThat(acknowledged.await(120, TimeUnit.SECONDS)).isTrue();
    approver.kill();
    for (Thread writer : writers) {
      writer.join();
    }
  }

  private void work(TestJvm jvm, TestReviewer alice, CountDownLatch acknowledged) {
    try {
      while (true) {
        CallRequest request = jvm.request(Duration.ofHours(1), TestJvm.ALL);
        if (jvm.put(request.requestId(), jvm.sign(request)).status() == 201) {
          submitted.add(request);
          acknowledged.countDown();
        }
        if (alice.say(request, Verdict.APPROVE).status() == 200) {
          approved.add(request);
          acknowledged.countDown();
        }
      }
    } catch (Exception e) {
      // The approver was killed: this writer's work is done.
    }
  }

  private void assertNothingLost(TestJvm jvm, TestReviewer alice) throws Exception {
    Set<String> decided = new HashSet<>();
    long cursor = 0;
    while (true) {
      Answer answer = jvm.poll(cursor, 0);
      for (CallDecision decision : TestJvm.decisions(answer, decisionKey.publicKey())) {
        assertThat(decided.add(decision.requestId())).as("decided twice").isTrue();
      }
      if (answer.body().get("decisions").isEmpty()) {
        break;
      }
      cursor = answer.body().get("cursor").asLong();
    }
    assertThat(decided).containsAll(approved.stream().map(CallRequest::requestId).toList());
    for (CallRequest request : submitted) {
      RequestDetail seen = alice.show(request).as(RequestDetail.class);
      assertThat(seen.summary().request()).isEqualTo(request);
      // State, decision and audit entry are one transaction: all of them or none.
      boolean ended = decided.contains(request.requestId());
      assertThat(seen.summary().state())
          .isEqualTo(ended ? RequestState.APPROVED : RequestState.PENDING);
      assertThat(seen.history()).hasSize(ended ? 2 : 1);
    }
  }
}
