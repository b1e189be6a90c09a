package dev.callgate.approver.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.Outcome;
import dev.callgate.approver.api.RequestChanges;
import dev.callgate.approver.api.RequestState;
import dev.callgate.approver.api.RequestSummary;
import dev.callgate.approver.server.PinnedClient.Answer;
import dev.callgate.approver.store.TestDatabase;
import dev.callgate.protocol.CallDecision;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.Verdict;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Long polls: who waits hears of it, once it is committed, and of nothing else. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class EventsTest {
  private final TestDatabase database;

  private TestApprover approver;
  private TestJvm jvm;
  private TestReviewer alice;

  EventsTest(TestDatabase database) {
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
  void aWaitingJvmHearsOfTheDecision() throws Exception {
    CallRequest request = jvm.submit();
    CompletableFuture<Answer> waiting = jvm.pollLater(0, 25);
    CompletableFuture<Answer> nothingToHear = approver.jvm().pollLater(0, 5);
    awaitWaiting(2);

    alice.say(request, Verdict.APPROVE);

    // The wake-up answers it, not the end of its time: a poll of a fifth of that time still waits.
    assertThat(ids(done(waiting))).containsExactly(request.requestId());
    assertThat(nothingToHear).isNotDone();
  }

  @Test
  void manyWaitingPollsNeedNoThreadEach() throws Exception {
    CallRequest request = jvm.submit();
    // More than the server has threads, all answered by one decision.
    List<CompletableFuture<Answer>> waiting = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      waiting.add(jvm.pollLater(0, 25));
    }
    awaitWaiting(100);

    alice.say(request, Verdict.APPROVE);

    for (CompletableFuture<Answer> poll : waiting) {
      assertThat(ids(done(poll))).containsExactly(request.requestId());
    }
  }

  @Test
  void aPollEndsEmptyWhenItsTimeIsOver() throws Exception {
    Answer answer = jvm.poll(0, 1);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().get("cursor").asLong()).isZero();
    assertThat(answer.body().get("decisions")).isEmpty();
  }

  @Test
  void anotherJvmHearsNothing() throws Exception {
    TestJvm other = approver.jvm();
    CallRequest theirs = other.submit();
    CallRequest ours = jvm.submit();
    CompletableFuture<Answer> waiting = other.pollLater(0, 25);
    awaitWaiting(1);

    alice.say(ours, Verdict.APPROVE);
    alice.say(theirs, Verdict.REJECT);

    assertThat(ids(done(waiting))).containsExactly(theirs.requestId());
  }

  @Test
  void anOlderCursorGivesTheSameDecisionsAgain() throws Exception {
    CallRequest first = jvm.submit();
    CallRequest second = jvm.submit();
    alice.say(first, Verdict.APPROVE);
    alice.say(second, Verdict.REJECT);

    Answer all = jvm.poll(0, 0);
    assertThat(ids(all)).containsExactly(first.requestId(), second.requestId());
    assertThat(all.body().get("cursor").asLong()).isEqualTo(2);
    assertThat(jvm.poll(0, 0).body()).isEqualTo(all.body());
    assertThat(ids(jvm.poll(1, 0))).containsExactly(second.requestId());
    assertThat(ids(jvm.poll(2, 0))).isEmpty();
  }

  @Test
  void aCursorFromAnotherDatabaseIsSetRightAtOnce() throws Exception {
    Answer answer = jvm.poll(17, 25);

    assertThat(answer.body().get("cursor").asLong()).isZero();
  }

  @Test
  void aWaitingReviewerHearsOfEveryChange() throws Exception {
    long cursor = changes("/v1/events").cursor();

    CompletableFuture<Answer> forRequest = later("/v1/events?wait=25&after=" + cursor);
    CallRequest request = jvm.submit();
    RequestChanges submitted = done(forRequest).as(RequestChanges.class);
    assertThat(states(submitted)).containsExactly(RequestState.PENDING);

    CompletableFuture<Answer> forDecision = later("/v1/events?wait=25&after=" + submitted.cursor());
    alice.say(request, Verdict.APPROVE);
    RequestChanges decided = done(forDecision).as(RequestChanges.class);
    assertThat(states(decided)).containsExactly(RequestState.APPROVED);

    CompletableFuture<Answer> forOutcome = later("/v1/events?wait=25&after=" + decided.cursor());
    jvm.end(request, "outcome", Outcome.SUCCEEDED);
    RequestChanges ended = done(forOutcome).as(RequestChanges.class);
    assertThat(ended.requests().get(0).outcome()).isEqualTo(Outcome.SUCCEEDED);
  }

  @Test
  void withoutACursorAReviewerGetsWhatIsPending() throws Exception {
    CallRequest ended = jvm.submit();
    alice.say(ended, Verdict.REJECT);
    CallRequest pending = jvm.submit();

    RequestChanges changes = changes("/v1/events");

    assertThat(changes.requests())
        .extracting(RequestSummary::id)
        .containsExactly(pending.requestId());
    assertThat(changes("/v1/events?after=" + changes.cursor()).requests()).isEmpty();
  }

  @Test
  void expiryIsTheApproversAndReachesTheWaitingJvm() throws Exception {
    CallRequest request = jvm.submit(Duration.ofMinutes(5));
    CompletableFuture<Answer> waiting = jvm.pollLater(0, 25);
    awaitWaiting(1);

    approver.clock.advance(Duration.ofMinutes(5));
    approver.approver().expireDue();

    CallDecision decision =
        TestJvm.decisions(done(waiting), approver.approver().publicKey()).get(0);
    assertThat(decision.requestId()).isEqualTo(request.requestId());
    assertThat(decision.verdict()).isEqualTo(Verdict.EXPIRE);
    assertThat(decision.decidedBy()).isEmpty();
  }

  @Test
  void beforeItsTimeNothingExpires() throws Exception {
    jvm.submit(Duration.ofMinutes(5));

    approver.clock.advance(Duration.ofMinutes(5).minusMillis(1));
    approver.approver().expireDue();

    assertThat(ids(jvm.poll(0, 0))).isEmpty();
  }

  @Test
  void aYesAfterItsTimeIsTooLateEvenBeforeTheAlarm() throws Exception {
    CallRequest request = jvm.submit(Duration.ofMinutes(5));

    approver.clock.advance(Duration.ofMinutes(5));

    assertThat(alice.say(request, Verdict.APPROVE).status()).isEqualTo(409);
    assertThat(ids(jvm.poll(0, 0))).isEmpty();
  }

  @Test
  void theAlarmRingsByItself(@TempDir Path folder) throws Exception {
    try (TestApprover real = new TestApprover(folder, Clock.systemUTC())) {
      TestJvm waiter = real.jvm();
      waiter.submit(Duration.ofDays(1));
      CallRequest soon = waiter.submit(Duration.ofMillis(50));

      assertThat(ids(done(waiter.pollLater(0, 25)), real)).containsExactly(soon.requestId());
    }
  }

  @Test
  void aStoppingApproverAnswersThePollsThatWait() throws Exception {
    CompletableFuture<Answer> waiting = jvm.pollLater(0, 25);
    CompletableFuture<Answer> people =
        later("/v1/events?wait=25&after=" + changes("/v1/events").cursor());
    awaitWaiting(2);

    approver.stop();

    assertThat(ids(done(waiting))).isEmpty();
    assertThat(done(people).as(RequestChanges.class).requests()).isEmpty();
  }

  private void awaitWaiting(int polls) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (approver.approver().waitingPolls() < polls) {
      assertThat(System.nanoTime()).as("waiting for %d polls to arrive", polls).isLessThan(end);
      Thread.sleep(5);
    }
  }

  private CompletableFuture<Answer> later(String path) {
    return alice.client.sendLater("GET", path, alice.token);
  }

  private RequestChanges changes(String path) throws Exception {
    return alice.get(path).as(RequestChanges.class);
  }

  private static List<RequestState> states(RequestChanges changes) {
    return changes.requests().stream().map(RequestSummary::state).toList();
  }

  private List<String> ids(Answer answer) throws Exception {
    return ids(answer, approver);
  }

  private static List<String> ids(Answer answer, TestApprover from) throws Exception {
    return TestJvm.decisions(answer, from.approver().publicKey()).stream()
        .map(CallDecision::requestId)
        .toList();
  }

  private static Answer done(CompletableFuture<Answer> answer) throws Exception {
    return answer.get(60, TimeUnit.SECONDS);
  }
}
