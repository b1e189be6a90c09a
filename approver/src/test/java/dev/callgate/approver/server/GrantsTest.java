package dev.callgate.approver.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.approver.api.ReviewBody;
import dev.callgate.approver.server.PinnedClient.Answer;
import dev.callgate.protocol.CallDecision;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.Demand;
import dev.callgate.protocol.GrantTerms;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A yes that stands for later calls: counted, bounded, taken back, and never kept by a JVM. Alice
 * is in ops, bob in risk, carol in both.
 */
class GrantsTest {
  private final TestClock clock = new TestClock();
  private TestApprover approver;
  private TestJvm jvm;
  private TestReviewer alice;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    approver = new TestApprover(folder, clock);
    jvm = approver.jvm();
    alice = approver.alice();
  }

  @AfterEach
  void stop() {
    approver.close();
  }

  @Test
  void laterCallsWithinItsBoundsAreAnsweredAtOnceAndCounted() throws Exception {
    CallRequest first = refund().submit(jvm);
    assertThat(grant(first, 2, Duration.ofMinutes(5)).status()).isEqualTo(200);

    CallRequest second = refund().with("amount", "99.00").submit(jvm);
    CallRequest third = refund().submit(jvm);
    CallRequest fourth = refund().submit(jvm);

    CallDecision use = decision(second);
    assertThat(use.verdict()).isEqualTo(Verdict.APPROVE);
    assertThat(use.decidedBy()).containsExactly("alice");
    assertThat(use.grant())
        .satisfies(
            grant -> {
              assertThat(grant.requestId()).isEqualTo(first.requestId());
              assertThat(grant.requestDigest()).isEqualTo(TestReviewer.digest(first));
              assertThat(grant.use()).isEqualTo(1);
              assertThat(grant.terms().uses()).isEqualTo(2);
              assertThat(grant.terms().scope()).isEqualTo(GrantTerms.scope(second));
            });
    assertThat(decision(third).grant()).satisfies(it -> assertThat(it.use()).isEqualTo(2));
    assertThat(state(fourth)).isEqualTo("pending");
    assertThat(decision(first).grant()).isNull();
  }

  @Test
  void whatIsOutsideAnyBoundIsAskedAboutAndItsTwinIsNot() throws Exception {
    grant(refund().submit(jvm), 50, Duration.ofMinutes(5));

    outside(call -> call.with("customerId", "\"C-43\""));
    outside(call -> call.caller = "com.acme.other.Batch.run");
    outside(call -> call.method = "payout");
    outside(call -> call.type = "com.acme.billing.OtherService");
    outside(call -> call.application = "another-assistant");
    outside(call -> call.requester = "dora");
    outside(call -> call.demands.add(new Demand("shop/refund", List.of("ops"), 1, false)));
    outside(call -> call.risk = "medium", "approved");
    outside(call -> call.mostUses = 0);
  }

  private void outside(Consumer<SampleCall> change) throws Exception {
    outside(change, "pending");
  }

  private void outside(Consumer<SampleCall> change, String state) throws Exception {
    SampleCall other = refund();
    change.accept(other);
    assertThat(state(other.submit(jvm))).isEqualTo(state);
    assertThat(state(refund().submit(jvm))).isEqualTo("approved");
  }

  @Test
  void itsTimeEndsIt() throws Exception {
    grant(refund().submit(jvm), 5, Duration.ofMinutes(5));
    clock.advance(Duration.ofMinutes(4));
    assertThat(state(refund().submit(jvm))).isEqualTo("approved");

    clock.advance(Duration.ofMinutes(1));

    assertThat(state(refund().submit(jvm))).isEqualTo("pending");
    assertThat(alice.get("/v1/grants").body().get("grants")).isEmpty();
    assertThat(alice.get("/v1/grants?state=all").body().get("grants").get(0).get("state"))
        .hasToString("\"over\"");
  }

  @Test
  void twoJvmsTogetherGetExactlyAsManyAsWereGranted() throws Exception {
    TestJvm other = approver.jvm();
    grant(refund().submit(jvm), 7, Duration.ofMinutes(5));

    CyclicBarrier together = new CyclicBarrier(4);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<List<String>>> states = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      TestJvm asking = i % 2 == 0 ? jvm : other;
      states.add(
          threads.submit(
              () -> {
                List<String> seen = new ArrayList<>();
                together.await();
                for (int n = 0; n < 4; n++) {
                  CallRequest request = refund().request(asking.id);
                  seen.add(
                      asking
                          .put(request.requestId(), asking.sign(request))
                          .body()
                          .get("state")
                          .asString());
                }
                return seen;
              }));
    }
    List<String> all = new ArrayList<>();
    for (Future<List<String>> each : states) {
      all.addAll(each.get());
    }
    threads.shutdown();

    assertThat(all).hasSize(16).filteredOn("approved"::equals).hasSize(7);
  }

  @Test
  void whoeverMayRejectSuchCallsTakesItBackForAllAtOnce() throws Exception {
    SampleCall ops = refund();
    ops.demands.add(new Demand("shop/refund", List.of("ops"), 1, false));
    CallRequest first = ops.submit(jvm);
    grant(first, 5, Duration.ofMinutes(5));
    assertThat(state(ops.submit(jvm))).isEqualTo("approved");

    assertThat(revoke(approver.bob(), first).status()).isEqualTo(403);
    assertThat(state(ops.submit(jvm))).isEqualTo("approved");
    JsonNode revoked = revoke(approver.carol(), first).body();

    assertThat(state(ops.submit(jvm))).isEqualTo("pending");
    assertThat(revoked.get("state").asString()).isEqualTo("revoked");
    assertThat(revoked.get("revokedBy").asString()).isEqualTo("carol");
    assertThat(revoked.get("used").intValue()).isEqualTo(2);
    assertThat(revoked.get("calls")).hasSize(2);
    assertThat(alice.show(first).body().get("history").toString())
        .contains("grant.given", "grant.revoked", "reviewer:carol");
  }

  @Test
  void callsThatWaitAlreadyAreLetThroughByTheSameGrant() throws Exception {
    CallRequest first = refund().submit(jvm);
    CallRequest waiting = refund().submit(jvm);
    CallRequest another = refund().with("customerId", "\"C-9\"").submit(jvm);
    CallRequest beyond = refund().submit(jvm);

    grant(first, 1, Duration.ofMinutes(5));

    assertThat(decision(waiting).grant()).isNotNull();
    assertThat(state(another)).isEqualTo("pending");
    assertThat(state(beyond)).isEqualTo("pending");
  }

  @Test
  void nobodyGrantsMoreThanTheRulesLet() throws Exception {
    CallRequest request = refund().submit(jvm);

    assertThat(grant(request, 51, Duration.ofMinutes(5)).status()).isEqualTo(422);
    assertThat(grant(request, 0, Duration.ofMinutes(5)).status()).isEqualTo(422);
    assertThat(grant(request, 5, Duration.ofMinutes(16)).status()).isEqualTo(422);
    assertThat(grant(request, 5, Duration.ZERO).status()).isEqualTo(422);
    CallRequest other = refund().with("customerId", "\"C-43\"").submit(jvm);
    assertThat(alice.say(request, body(request, GrantTerms.scope(other), 5, 1)).status())
        .isEqualTo(409);
    assertThat(state(request)).isEqualTo("pending");

    assertThat(grant(request, 50, Duration.ofMinutes(15)).status()).isEqualTo(200);
  }

  @Test
  void aRuleWithoutAGrantHasNoneAndAYesToItStandsForItself() throws Exception {
    CallRequest request = refund().grantable(0).submit(jvm);

    assertThat(alice.say(request, body(request, "sha256:0", 5, 60_000)).status()).isEqualTo(422);
    assertThat(alice.say(request, Verdict.APPROVE).status()).isEqualTo(200);

    assertThat(state(refund().grantable(0).submit(jvm))).isEqualTo("pending");
  }

  @Test
  void whatIsOfCriticalRiskIsNotEvenTakenWithAnOffer() throws Exception {
    SampleCall critical = refund();
    critical.risk = "critical";
    CallRequest request = critical.request(jvm.id);

    Answer answer = jvm.put(request.requestId(), jvm.sign(request));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().toString()).contains("critical");
  }

  @Test
  void severalPeopleAgreeToTheSameTermsAndNobodyGrantsToThemselves() throws Exception {
    Demand two = new Demand("shop/refund", List.of("ops", "risk"), 2, false);
    SampleCall call = refund();
    call.demands.add(two);
    CallRequest request = call.submit(jvm);
    ReviewBody terms = body(request, GrantTerms.scope(request), 3, 60_000);
    alice.say(request, terms);

    // A plain yes is a yes to something else; so are other terms.
    assertThat(approver.bob().say(request, Verdict.APPROVE).status()).isEqualTo(409);
    assertThat(
            approver
                .bob()
                .say(request, body(request, GrantTerms.scope(request), 4, 60_000))
                .status())
        .isEqualTo(409);
    assertThat(approver.bob().say(request, terms).status()).isEqualTo(200);

    assertThat(decision(call.submit(jvm)).decidedBy()).containsExactly("alice", "bob");
  }

  /** By the time of a use, as by the time of a yes. */
  @Test
  void whoIsNoLongerInTheGroupGrantsNothingAnyMore() throws Exception {
    SampleCall ops = refund();
    ops.demands.add(new Demand("shop/refund", List.of("ops"), 1, false));
    grant(ops.submit(jvm), 5, Duration.ofMinutes(5));
    assertThat(state(ops.submit(jvm))).isEqualTo("approved");
    approver.stop();
    approver.enlist("alice", "risk");
    approver.start();
    jvm.client = approver.client();

    CallRequest request = ops.submit(jvm);

    assertThat(approver.alice().show(request).body().get("state").asString()).isEqualTo("pending");
  }

  @Test
  void itStandsThroughARestart() throws Exception {
    grant(refund().submit(jvm), 5, Duration.ofMinutes(5));
    approver.stop();
    approver.start();
    jvm.client = approver.client();

    CallRequest request = refund().submit(jvm);

    assertThat(approver.alice().show(request).body().get("state").asString()).isEqualTo("approved");
  }

  @Test
  void aRejectedCallRepeatedUnchangedIsRefusedForAWhileWithTheSameWords() throws Exception {
    CallRequest first = repeated("one").submit(jvm);
    alice.say(first, Verdict.REJECT);

    CallDecision again = decision(repeated("one").submit(jvm));

    assertThat(again.verdict()).isEqualTo(Verdict.REJECT);
    assertThat(again.reason()).isEqualTo("because");
    assertThat(again.decidedBy()).containsExactly("alice");
    assertThat(again.repeats()).isEqualTo(first.requestId());
    // Another call, the same one of another JVM, and the same one later are asked about.
    assertThat(state(repeated("two").submit(jvm))).isEqualTo("pending");
    assertThat(state(repeated("one").submit(approver.jvm()))).isEqualTo("pending");
    clock.advance(Duration.ofMinutes(2).plusMillis(1));
    assertThat(state(repeated("one").submit(jvm))).isEqualTo("pending");
  }

  /** Otherwise a program that asks again and again would make the no last for ever. */
  @Test
  void aRefusedRepetitionDoesNotProlongTheNo() throws Exception {
    alice.say(repeated("one").submit(jvm), Verdict.REJECT);
    clock.advance(Duration.ofSeconds(90));
    assertThat(state(repeated("one").submit(jvm))).isEqualTo("rejected");
    clock.advance(Duration.ofSeconds(90));

    assertThat(state(repeated("one").submit(jvm))).isEqualTo("pending");
  }

  @Test
  void whatEndsOtherwiseOrHasNoCoolDownIsAskedAboutAgain() throws Exception {
    alice.say(repeated("one").submit(jvm), Verdict.APPROVE);
    assertThat(state(repeated("one").submit(jvm))).isEqualTo("pending");
    SampleCall without = repeated("two");
    without.coolDown = Duration.ZERO;
    alice.say(without.submit(jvm), Verdict.REJECT);
    assertThat(state(without.submit(jvm))).isEqualTo("pending");
  }

  private static SampleCall repeated(String likeness) {
    SampleCall call = SampleCall.refund();
    call.likeness = likeness;
    call.coolDown = Duration.ofMinutes(2);
    return call;
  }

  private static SampleCall refund() {
    return SampleCall.refund().grantable(50);
  }

  private Answer grant(CallRequest request, int uses, Duration span) throws Exception {
    return alice.say(request, body(request, GrantTerms.scope(request), uses, span.toMillis()));
  }

  private ReviewBody body(CallRequest request, String scope, int uses, long millis) {
    return new ReviewBody(
        TestReviewer.digest(request),
        Verdict.APPROVE,
        null,
        List.of(),
        null,
        new GrantTerms(scope, uses, clock.millis() + millis));
  }

  private static Answer revoke(TestReviewer person, CallRequest request) throws Exception {
    return person.client.send(
        "POST",
        "/v1/grants/" + request.requestId() + "/revoke",
        person.token,
        "{\"reason\":\"enough\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private String state(CallRequest request) throws Exception {
    return alice.show(request).body().get("state").asString();
  }

  private CallDecision decision(CallRequest request) throws Exception {
    return Json.mapper()
        .treeToValue(alice.show(request).body().get("decision"), CallDecision.class);
  }
}
