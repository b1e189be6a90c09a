package dev.callgate.approver.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.approver.api.RequestChanges;
import dev.callgate.approver.api.RequestDetail;
import dev.callgate.approver.api.RequestState;
import dev.callgate.approver.server.PinnedClient.Answer;
import dev.callgate.approver.store.AuditHead;
import dev.callgate.approver.store.AuditLog;
import dev.callgate.approver.store.Database;
import dev.callgate.approver.store.DatabaseLocation.PostgresServer;
import dev.callgate.approver.store.TestPostgres;
import dev.callgate.protocol.CallDecision;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.Verdict;
import dev.callgate.protocol.log.Frontier;
import dev.callgate.protocol.log.TreeHash;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two approvers with the same key on one PostgreSQL database are one approver. */
class ReplicasTest {
  private PostgresServer database;
  private TestApprover first;
  private Approver second;
  private TestJvm jvm;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    database = TestPostgres.database();
    first = new TestApprover(folder, /* time= */ null, database);
    second = Approver.start(first.settings());
    jvm = first.jvm();
  }

  @AfterEach
  void stop() {
    second.close();
    first.close();
  }

  @Test
  void aJvmThatWaitsAtOneHearsWhatWasDecidedAtTheOther() throws Exception {
    CallRequest request = jvm.submit();
    CompletableFuture<Answer> waiting = jvm.pollLater(0, 25);
    await(() -> first.approver().waitingPolls() == 1);

    assertThat(alice(second).say(request, Verdict.APPROVE).status()).isEqualTo(200);

    CallDecision decision = onlyDecision(waiting.get(60, TimeUnit.SECONDS));
    assertThat(decision.requestId()).isEqualTo(request.requestId());
    assertThat(decision.verdict()).isEqualTo(Verdict.APPROVE);
  }

  @Test
  void aReviewerAtOneHearsOfARequestThatArrivesAtTheOther() throws Exception {
    TestReviewer alice = alice(second);
    long cursor = alice.get("/v1/events").as(RequestChanges.class).cursor();
    CompletableFuture<Answer> waiting =
        alice.client.sendLater("GET", "/v1/events?wait=25&after=" + cursor, alice.token);
    await(() -> second.waitingPolls() == 1);

    CallRequest request = jvm.submit();

    RequestChanges heard = waiting.get(60, TimeUnit.SECONDS).as(RequestChanges.class);
    assertThat(heard.requests()).extracting(each -> each.id()).containsExactly(request.requestId());
  }

  @Test
  void aJvmsSessionIsGoodAtBoth() throws Exception {
    TestJvm moved = new TestJvm(client(second));
    moved.session = jvm.session;

    assertThat(moved.poll(0, 0).status()).isEqualTo(200);
    moved.session = "cgs_of_nobody";
    assertThat(moved.poll(0, 0).status()).isEqualTo(401);
  }

  @Test
  void aRequestExpiresOnceAndEvenWhenTheApproverThatTookItIsGone() throws Exception {
    CallRequest request = jvm.submit(Duration.ofMinutes(5));
    first.clock.advance(Duration.ofMinutes(5));

    CompletableFuture<Void> race = CompletableFuture.runAsync(second::expireDue);
    first.approver().expireDue();
    race.get(60, TimeUnit.SECONDS);

    Answer answer = jvm.poll(0, 0);
    assertThat(onlyDecision(answer).verdict()).isEqualTo(Verdict.EXPIRE);
    CallRequest orphan = jvm.submit(Duration.ofMinutes(5));
    first.stop();
    first.clock.advance(Duration.ofMinutes(5));
    second.expireDue();
    assertThat(alice(second).show(orphan).as(RequestDetail.class).summary().state())
        .isEqualTo(RequestState.EXPIRED);
    assertThat(alice(second).show(request).as(RequestDetail.class).history())
        .filteredOn(line -> line.type().contains("expired"))
        .hasSize(1);
  }

  @Test
  void reviewsAtBothAtOnceGiveOneLinearLog() throws Exception {
    List<CallRequest> requests = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      requests.add(jvm.submit());
    }

    List<CompletableFuture<Integer>> answers = new ArrayList<>();
    for (CallRequest request : requests) {
      // The same request at both: one of the two is too late, whichever it is.
      for (TestReviewer reviewer : List.of(first.alice(), bob(second))) {
        answers.add(
            CompletableFuture.supplyAsync(
                () -> {
                  try {
                    return reviewer.say(request, Verdict.APPROVE).status();
                  } catch (Exception e) {
                    throw new IllegalStateException(e);
                  }
                }));
      }
    }
    List<Integer> statuses = new ArrayList<>();
    for (CompletableFuture<Integer> answer : answers) {
      statuses.add(answer.get(60, TimeUnit.SECONDS));
    }

    assertThat(statuses).filteredOn(status -> status == 200).hasSize(12);
    assertThat(statuses).filteredOn(status -> status == 409).hasSize(12);
    assertThat(TestJvm.decisions(jvm.poll(0, 0), second.publicKey())).hasSize(12);
    Frontier over = new Frontier();
    AuditHead head;
    try (Database log = Database.open(database)) {
      head = log.<AuditHead, RuntimeException>read(AuditLog::read);
      log.<Void, RuntimeException>read(
          handle -> {
            AuditLog.lines(handle, 0, Integer.MAX_VALUE, Long.MAX_VALUE)
                .forEach(line -> over.add(TreeHash.leaf(line.entry())));
            return null;
          });
    }
    assertThat(head.frontier().size()).isEqualTo(over.size());
    assertThat(head.frontier().root()).isEqualTo(over.root());
  }

  @Test
  void whileTheDatabaseIsAwayNothingIsDecidedAndAfterwardsItGoesOn() throws Exception {
    CallRequest request = jvm.submit();
    try (CutLine line = new CutLine(TestPostgres.port());
        Approver far = Approver.start(first.settings(TestPostgres.at(database, line.port())))) {
      assertThat(bob(far).show(request).status()).isEqualTo(200);

      line.cut();

      Answer answer = bob(far).say(request, Verdict.APPROVE);
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.errorCode()).isEqualTo("unavailable");
      assertThat(first.alice().show(request).as(RequestDetail.class).summary().state())
          .isEqualTo(RequestState.PENDING);

      line.join();

      await(
          () -> {
            try {
              // A yes that was answered with 503 may have been taken: whoever got one looks.
              Answer shown = bob(far).show(request);
              if (shown.status() != 200) {
                return false;
              }
              RequestState state = shown.as(RequestDetail.class).summary().state();
              return state == RequestState.APPROVED
                  || (state == RequestState.PENDING
                      && bob(far).say(request, Verdict.APPROVE).status() == 200);
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
          });
      assertThat(onlyDecision(at(far).poll(0, 25)).requestId()).isEqualTo(request.requestId());
    }
  }

  private CallDecision onlyDecision(Answer answer) throws Exception {
    List<CallDecision> decisions = TestJvm.decisions(answer, first.approver().publicKey());
    assertThat(decisions).hasSize(1);
    return decisions.get(0);
  }

  private TestJvm at(Approver approver) {
    TestJvm there = new TestJvm(client(approver));
    there.session = jvm.session;
    return there;
  }

  private static PinnedClient client(Approver approver) {
    return new PinnedClient(approver.uri(), approver.tlsPin());
  }

  private TestReviewer alice(Approver approver) {
    return new TestReviewer(client(approver), first.aliceToken);
  }

  private TestReviewer bob(Approver approver) {
    return new TestReviewer(client(approver), first.bobToken);
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("it does not happen").isLessThan(end);
      Thread.sleep(5);
    }
  }
}
