package dev.callgate.approver.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.approver.api.ReviewBody;
import dev.callgate.approver.api.Statistics;
import dev.callgate.approver.api.Statistics.OfPerson;
import dev.callgate.approver.api.Statistics.OfRule;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.GrantTerms;
import dev.callgate.protocol.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether people still look: counted from what they really did. */
class StatisticsTest {
  private final TestClock clock = new TestClock();

  @Test
  void eachPersonAndEachRuleIsCountedByWhatBecameOfItsRequests(@TempDir Path folder)
      throws Exception {
    try (TestApprover approver = new TestApprover(folder, clock)) {
      TestJvm jvm = approver.jvm();
      TestReviewer alice = approver.alice();
      // Decided in 1 s, 9 s and 20 s by alice, in 30 s by bob; a grant and a repetition on top.
      say(alice, call().submit(jvm), Verdict.APPROVE, 1);
      say(alice, call().submit(jvm), Verdict.APPROVE, 9);
      CallRequest rejected = call().submit(jvm);
      say(alice, rejected, Verdict.REJECT, 20);
      call().submit(jvm);
      SampleCall other = call();
      other.likeness = "another";
      CallRequest granted = other.submit(jvm);
      clock.advance(Duration.ofSeconds(30));
      approver
          .bob()
          .say(
              granted,
              new ReviewBody(
                  TestReviewer.digest(granted),
                  Verdict.APPROVE,
                  null,
                  List.of(),
                  null,
                  new GrantTerms(GrantTerms.scope(granted), 1, clock.millis() + 60_000)));
      other.submit(jvm);
      other.submit(jvm);
      clock.advance(Duration.ofMinutes(15));
      approver.approver().expireDue();

      Statistics counted = alice.get("/v1/statistics?days=7").as(Statistics.class);

      assertThat(counted.requests()).isEqualTo(7);
      assertThat(counted.people())
          .containsExactly(
              new OfPerson("alice", 3, 2, 1, 1, 9_000, 1_000),
              new OfPerson("bob", 1, 1, 0, 0, 30_000, 30_000));
      assertThat(counted.rules())
          .containsExactly(new OfRule("shop/refund", 7, 3, 1, 1, 1, 1, 0, 0, 9_000));
      clock.advance(Duration.ofDays(8));
      assertThat(alice.get("/v1/statistics?days=7").as(Statistics.class).requests()).isZero();
    }
  }

  private static SampleCall call() {
    SampleCall call = SampleCall.refund().grantable(5);
    call.likeness = "the same";
    call.coolDown = Duration.ofMinutes(5);
    return call;
  }

  private void say(TestReviewer person, CallRequest request, Verdict verdict, int seconds)
      throws Exception {
    clock.advance(Duration.ofSeconds(seconds));
    assertThat(person.say(request, verdict).status()).isEqualTo(200);
  }
}
