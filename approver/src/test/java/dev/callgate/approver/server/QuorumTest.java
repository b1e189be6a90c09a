package dev.callgate.approver.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.callgate.approver.api.Agreement;
import dev.callgate.approver.api.HistoryLine;
import dev.callgate.approver.api.Progress;
import dev.callgate.approver.api.RequestDetail;
import dev.callgate.approver.api.RequestState;
import dev.callgate.approver.api.RequestSummary;
import dev.callgate.approver.server.PinnedClient.Answer;
import dev.callgate.protocol.CallDecision;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.CountedReview;
import dev.callgate.protocol.Demand;
import dev.callgate.protocol.Edit;
import dev.callgate.protocol.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.StringNode;

/** Alice is in ops, bob in risk, carol in both. */
class QuorumTest {
  private static final Demand TWO = new Demand("p/two", List.of("ops", "risk"), 2, false);
  private static final Demand OPS = new Demand("p/ops", List.of("ops"), 1, false);
  private static final Demand RISK = new Demand("p/risk", List.of("risk"), 1, false);

  private TestApprover approver;
  private TestJvm jvm;
  private TestReviewer alice;
  private TestReviewer bob;
  private TestReviewer carol;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    approver = new TestApprover(folder);
    jvm = approver.jvm();
    alice = approver.alice();
    bob = approver.bob();
    carol = approver.carol();
  }

  @AfterEach
  void stop() {
    approver.close();
  }

  @Test
  void theSecondPersonDecidesAndTheDecisionNamesBoth() throws Exception {
    CallRequest request = jvm.submit(TWO);

    RequestSummary first = summary(alice.say(request, Verdict.APPROVE));
    assertThat(first.state()).isEqualTo(RequestState.PENDING);
    assertThat(first.progress())
        .containsExactly(new Progress("p/two", List.of("ops", "risk"), 2, false, List.of("alice")));
    assertThat(first.agreed()).extracting(Agreement::verdict).isEqualTo(Verdict.APPROVE);
    assertThat(decisions()).isEmpty();

    RequestSummary second = summary(bob.say(request, Verdict.APPROVE));
    assertThat(second.state()).isEqualTo(RequestState.APPROVED);
    assertThat(second.progress().get(0).by()).containsExactly("alice", "bob");
    assertThat(second.agreed()).isNull();
    long now = approver.clock.millis();
    assertThat(decisions())
        .singleElement()
        .extracting(CallDecision::reviews)
        .isEqualTo(
            List.of(
                new CountedReview("alice", List.of("ops"), Verdict.APPROVE, now),
                new CountedReview("bob", List.of("risk"), Verdict.APPROVE, now)));
    assertThat(decisions().get(0).reason()).isEqualTo("alice: because; bob: because");
  }

  @Test
  void eachReviewIsRecordedAndWatchersHearOfIt() throws Exception {
    CallRequest request = jvm.submit(TWO);
    long cursor = alice.get("/v1/events").body().get("cursor").asLong();

    alice.say(request, Verdict.APPROVE);

    Answer heard = bob.get("/v1/events?after=" + cursor + "&wait=0");
    assertThat(heard.body().at("/requests/0/progress/0/by/0").asString()).isEqualTo("alice");
    bob.say(request, Verdict.APPROVE);
    assertThat(alice.show(request).as(RequestDetail.class).history())
        .extracting(HistoryLine::type, HistoryLine::actor)
        .containsExactly(
            tuple("request.submitted", "jvm:" + jvm.id),
            tuple("review.given", "reviewer:alice"),
            tuple("request.approved", "reviewer:bob"));
  }

  @Test
  void onePersonTwiceIsOnePerson() throws Exception {
    CallRequest request = jvm.submit(TWO);

    carol.say(request, Verdict.APPROVE);
    RequestSummary again = summary(carol.say(request, Verdict.APPROVE));

    assertThat(again.state()).isEqualTo(RequestState.PENDING);
    assertThat(again.progress().get(0).by()).containsExactly("carol");
    assertThat(alice.show(request).as(RequestDetail.class).history()).hasSize(2);
    assertThat(decisions()).isEmpty();
    assertThat(summary(alice.say(request, Verdict.APPROVE)).state())
        .isEqualTo(RequestState.APPROVED);
  }

  @Test
  void onePersonInTwoGroupsCountsForBothRules() throws Exception {
    CallRequest request = jvm.submit(OPS, RISK);

    assertThat(summary(carol.say(request, Verdict.APPROVE)).state())
        .isEqualTo(RequestState.APPROVED);
  }

  @Test
  void eachRuleIsSatisfiedFromItsOwnGroups() throws Exception {
    CallRequest request = jvm.submit(OPS, TWO);
    bob.say(request, Verdict.APPROVE);
    assertThat(summary(bob.show(request)).state()).isEqualTo(RequestState.PENDING);

    assertThat(summary(alice.say(request, Verdict.APPROVE)).state())
        .isEqualTo(RequestState.APPROVED);
  }

  @Test
  void oneNoEndsItWhateverOthersSaid() throws Exception {
    CallRequest request = jvm.submit(TWO);
    alice.say(request, Verdict.APPROVE);

    assertThat(summary(bob.say(request, Verdict.REJECT)).state()).isEqualTo(RequestState.REJECTED);

    assertThat(decisions())
        .singleElement()
        .extracting(CallDecision::decidedBy)
        .isEqualTo(List.of("bob"));
    assertThat(carol.say(request, Verdict.APPROVE).status()).isEqualTo(409);
  }

  @Test
  void whoHasSaidYesMayStillSayNo() throws Exception {
    CallRequest request = jvm.submit(TWO);
    alice.say(request, Verdict.APPROVE);

    assertThat(summary(alice.say(request, Verdict.REJECT)).state())
        .isEqualTo(RequestState.REJECTED);
  }

  @ParameterizedTest
  @EnumSource(names = {"APPROVE", "REJECT"})
  void somebodyInNoneOfTheGroupsHasNoSay(Verdict verdict) throws Exception {
    CallRequest request = jvm.submit(OPS);

    Answer answer = bob.say(request, verdict);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body().at("/error/code").asString()).isEqualTo("not_entitled");
    assertThat(answer.body().at("/error/message").asString())
        .isEqualTo("bob is in none of the groups that decide this: ops");
    assertThat(summary(alice.show(request)).state()).isEqualTo(RequestState.PENDING);
    assertThat(summary(alice.say(request, verdict)).state()).isEqualTo(RequestState.after(verdict));
  }

  @Test
  void everybodyHasToAgreeToTheSameEdit() throws Exception {
    CallRequest request = jvm.submit(TWO);
    Edit five = new Edit("amount", IntNode.valueOf(5));
    alice.edit(request, five);

    for (Answer other :
        List.of(
            bob.say(request, Verdict.APPROVE),
            bob.edit(request, new Edit("amount", IntNode.valueOf(6))),
            bob.respond(request, StringNode.valueOf("5")))) {
      assertThat(other.status()).isEqualTo(409);
      assertThat(other.body().at("/error/code").asString()).isEqualTo("disagrees");
      assertThat(other.body().at("/error/message").asString())
          .isEqualTo("alice has agreed to: edit amount = 5");
    }
    assertThat(summary(bob.show(request)).agreed())
        .extracting(Agreement::by)
        .isEqualTo(List.of("alice"));
    assertThat(decisions()).isEmpty();

    assertThat(summary(bob.edit(request, five)).state()).isEqualTo(RequestState.EDITED);
    assertThat(decisions().get(0).edits()).containsExactly(five);
  }

  @Test
  void whoeverWasFirstMayChangeTheirMind() throws Exception {
    CallRequest request = jvm.submit(TWO);
    alice.say(request, Verdict.APPROVE);
    assertThat(bob.respond(request, StringNode.valueOf("done")).status()).isEqualTo(409);

    assertThat(summary(alice.respond(request, StringNode.valueOf("done"))).state())
        .isEqualTo(RequestState.PENDING);
    assertThat(summary(bob.respond(request, StringNode.valueOf("done"))).state())
        .isEqualTo(RequestState.RESPONDED);
    assertThat(decisions().get(0).reviews())
        .extracting(CountedReview::verdict)
        .containsOnly(Verdict.RESPOND);
  }

  @Test
  void whoeverItIsMadeForMayRejectAndNotApprove() throws Exception {
    CallRequest request = jvm.submitFor("Alice", OPS);

    Answer own = alice.say(request, Verdict.APPROVE);

    assertThat(own.status()).isEqualTo(403);
    assertThat(own.body().at("/error/code").asString()).isEqualTo("own_request");
    assertThat(summary(carol.say(request, Verdict.APPROVE)).state())
        .isEqualTo(RequestState.APPROVED);
    assertThat(summary(alice.say(jvm.submitFor("alice", OPS), Verdict.REJECT)).state())
        .isEqualTo(RequestState.REJECTED);
  }

  @Test
  void theRequesterCountsOnlyForTheRuleThatLetsThem() throws Exception {
    Demand open = new Demand("p/open", List.of("ops"), 1, true);
    CallRequest request = jvm.submitFor("alice", open, TWO);

    RequestSummary own = summary(alice.say(request, Verdict.APPROVE));
    assertThat(own.progress())
        .extracting(Progress::by)
        .containsExactly(List.of("alice"), List.of());
    assertThat(summary(bob.say(request, Verdict.APPROVE)).state()).isEqualTo(RequestState.PENDING);
    assertThat(summary(carol.say(request, Verdict.APPROVE)).state())
        .isEqualTo(RequestState.APPROVED);
  }

  @Test
  void whoeverWasTakenOutOfTheGroupCountsNoMore() throws Exception {
    CallRequest request = jvm.submit(new Demand("p/two", List.of("ops"), 2, false));
    alice.say(request, Verdict.APPROVE);
    approver.stop();
    approver.enlist("alice", "other");
    approver.enlist("bob", "ops");
    approver.start();
    bob = approver.bob();
    carol = approver.carol();

    assertThat(summary(bob.say(request, Verdict.APPROVE)).state()).isEqualTo(RequestState.PENDING);
    assertThat(summary(bob.show(request)).progress().get(0).by()).containsExactly("bob");
    assertThat(summary(carol.say(request, Verdict.APPROVE)).state())
        .isEqualTo(RequestState.APPROVED);
  }

  @Test
  void reviewsOutliveARestart() throws Exception {
    CallRequest request = jvm.submit(TWO);
    alice.say(request, Verdict.APPROVE);
    approver.stop();
    approver.start();

    assertThat(summary(approver.bob().say(request, Verdict.APPROVE)).state())
        .isEqualTo(RequestState.APPROVED);
  }

  @Test
  void aReviewAfterTheTimeIsTooLateAlsoWhenItWouldNotDecide() throws Exception {
    CallRequest request = jvm.submit(TWO);
    approver.clock.advance(Duration.ofHours(2));

    Answer answer = alice.say(request, Verdict.APPROVE);

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.body().at("/error/code").asString()).isEqualTo("too_late");
  }

  /** Real threads, one database: whichever is second decides, and only that one. */
  @RepeatedTest(5)
  void twoApprovalsAtTheSameInstantAreOneDecision() throws Exception {
    CallRequest request = jvm.submit(TWO);
    List<RequestState> states = atOnce(request, alice, bob);

    assertThat(states).contains(RequestState.APPROVED);
    assertThat(decisions())
        .singleElement()
        .extracting(CallDecision::decidedBy)
        .asList()
        .containsExactlyInAnyOrder("alice", "bob");
    assertThat(alice.show(request).as(RequestDetail.class).history())
        .extracting(HistoryLine::type)
        .containsExactly("request.submitted", "review.given", "request.approved");
  }

  /** And one person at two terminals stays one person. */
  @RepeatedTest(5)
  void onePersonAtOnceStaysOnePerson() throws Exception {
    CallRequest request = jvm.submit(TWO);

    assertThat(atOnce(request, carol, approver.carol())).containsOnly(RequestState.PENDING);

    assertThat(decisions()).isEmpty();
    assertThat(summary(carol.show(request)).progress().get(0).by()).containsExactly("carol");
  }

  private static List<RequestState> atOnce(CallRequest request, TestReviewer... people)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(people.length);
    CyclicBarrier together = new CyclicBarrier(people.length);
    try {
      List<Future<Answer>> answers = new ArrayList<>();
      for (TestReviewer person : people) {
        answers.add(
            threads.submit(
                () -> {
                  together.await(30, TimeUnit.SECONDS);
                  return person.say(request, Verdict.APPROVE);
                }));
      }
      List<RequestState> states = new ArrayList<>();
      for (Future<Answer> answer : answers) {
        states.add(summary(answer.get(60, TimeUnit.SECONDS)).state());
      }
      return states;
    } finally {
      threads.shutdownNow();
    }
  }

  private List<CallDecision> decisions() throws Exception {
    return TestJvm.decisions(jvm.poll(0, 0), approver.approver().publicKey());
  }

  private static RequestSummary summary(Answer answer) throws Exception {
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
    return answer.as(RequestDetail.class).summary();
  }
}
