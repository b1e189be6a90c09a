package dev.callgate.agent.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callgate.CallRefusedException;
import dev.callgate.Outcome;
import dev.callgate.agent.fixture.Gated;
import dev.callgate.agent.fixture.PolicyText;
import dev.callgate.policy.PolicySet;
import dev.callgate.protocol.OutcomeCount;
import dev.callgate.protocol.RuleCoverage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What each rule counts, for the same calls where they are held and where they are recorded. */
class RuleTallyTest {
  private static final String METHOD =
      "match: {class: dev.callgate.agent.gate.Bank, method: \"refund(String account,"
          + " java.math.BigDecimal amount)\"}\n";
  private static final String LARGE =
      "id: large\n"
          + METHOD
          + "when: {arg: amount, gt: 50}\ndecide: gate\ngate: {decisions: [approve, edit, respond,"
          + " reject], editable: [amount]}";
  private static final String NEVER =
      "id: never\n" + METHOD + "when: {arg: amount, gt: 1000}\ndecide: deny";
  private static final BigDecimal SMALL = new BigDecimal("10.00");
  private static final BigDecimal BIG = new BigDecimal("60.00");
  private static final BigDecimal HUGE = new BigDecimal("2000.00");

  @Test
  void aCallIsAllowedOrHeldOrDeniedAndEndsInOneWay() {
    Gated gated = gated(PolicyText.rules(LARGE, NEVER));
    Desk desk = gated.create(Bank.class, Desk.class);
    gated.approver.approve().reject("no").edit(Map.of("amount", "51")).respond("\"done\"");

    small(desk, 5);
    desk.refund("a", BIG);
    refused(desk, BIG);
    assertThat(desk.refund("a", BIG)).isEqualTo("paid 51");
    assertThat(desk.refund("a", BIG)).isEqualTo("done");
    refused(desk, HUGE);

    RuleCoverage large = gated.coverage("p/large");
    assertThat(large.seen()).isEqualTo(10);
    assertThat(large.spared()).isEqualTo(5);
    assertThat(large.applied()).isEqualTo(5);
    assertThat(large.held()).isEqualTo(4);
    assertThat(large.denied()).as("outranked by the other rule").isEqualTo(1);
    assertThat(large.undecided()).isZero();
    assertThat(large.audited()).isZero();
    assertThat(large.ended())
        .containsExactly(
            new OutcomeCount(Outcome.APPROVED, 1),
            new OutcomeCount(Outcome.EDITED, 1),
            new OutcomeCount(Outcome.RESPONDED, 1),
            new OutcomeCount(Outcome.REJECTED, 1));
    RuleCoverage never = gated.coverage("p/never");
    assertThat(never.spared()).isEqualTo(9);
    assertThat(never.denied()).isEqualTo(1);
    assertThat(never.held()).isZero();
    assertThat(never.ended()).isEmpty();
    assertThat(gated.table.failures()).isZero();
  }

  @Test
  void anEnvironmentThatRecordsCountsTheSameAndAsksNobody() {
    Gated recorded = gated(PolicyText.recorded(LARGE, NEVER));
    Desk second = recorded.create(Bank.class, Desk.class);
    small(second, 3);
    second.refund("a", BIG);
    second.refund("a", BIG);
    second.refund("a", HUGE);
    assertThat(second.effects()).as("all of them ran").hasSize(6);
    assertThat(recorded.approver.asked).isEmpty();

    Gated enforced = gated(PolicyText.rules(LARGE, NEVER));
    Desk first = enforced.create(Bank.class, Desk.class);
    enforced.approver.approve().approve();
    small(first, 3);
    first.refund("a", BIG);
    first.refund("a", BIG);
    refused(first, HUGE);

    for (String rule : List.of("p/large", "p/never")) {
      RuleCoverage really = enforced.coverage(rule);
      RuleCoverage would = recorded.coverage(rule);
      assertThat(would.seen()).isEqualTo(really.seen()).isEqualTo(6);
      assertThat(would.spared()).isEqualTo(really.spared());
      assertThat(would.wouldHold()).isEqualTo(really.held());
      assertThat(would.wouldDeny()).isEqualTo(really.denied());
      assertThat(would.held() + would.denied()).isZero();
      assertThat(would.audited()).isEqualTo(really.applied());
      assertThat(would.decide()).isEqualTo("audit");
      assertThat(would.written()).isEqualTo(really.decide());
    }
    assertThat(recorded.coverage("p/large").wouldHold()).isEqualTo(2);
    assertThat(recorded.coverage("p/never").wouldDeny()).isEqualTo(1);
  }

  @Test
  void aRuleThatOnlyRecordsWouldHoldNothing() {
    Gated gated = gated(PolicyText.rules("id: note\n" + METHOD + "decide: audit"));

    gated.create(Bank.class, Desk.class).refund("a", BIG);

    RuleCoverage note = gated.coverage("p/note");
    assertThat(note.audited()).isEqualTo(1);
    assertThat(note.wouldHold() + note.wouldDeny()).isZero();
  }

  @Test
  void whatCouldNotBeDecidedIsCountedWithThePartThatCouldNot() {
    Gated gated =
        gated(
            PolicyText.rules(
                "id: both\n"
                    + METHOD
                    + "when: {all: [{arg: account, eq: a}, {arg: amount, gt: 50}]}\ndecide: gate"));
    Desk desk = gated.create(Bank.class, Desk.class);
    gated.approver.reject("no").approve();

    refused(desk, null);
    desk.refund("a", BIG);

    RuleCoverage both = gated.coverage("p/both");
    assertThat(both.applied()).isEqualTo(2);
    assertThat(both.undecided()).isEqualTo(1);
    assertThat(both.undecidedBy()).startsWith("arg amount gt 50, line ");
    assertThat(both.held()).isEqualTo(2);
  }

  @Test
  void methodsAreCountedOnceHoweverOftenTheirClassIsDefined() {
    Gated gated =
        gated(
            PolicyText.rules(
                LARGE, "id: all\nmatch: {class: dev.callgate.agent.gate.Bank}\ndecide: audit"));
    gated.create(Bank.class, Desk.class);
    gated.create(Bank.class, Desk.class);

    assertThat(gated.coverage("p/large").matched()).isEqualTo(1);
    assertThat(gated.coverage("p/large").woven()).isEqualTo(1);
    assertThat(gated.coverage("p/all").woven()).isEqualTo(5);
    assertThat(gated.table.size()).isEqualTo(5);
  }

  @Test
  void aCallThatItsCallersApprovalCoversIsNotHeld() throws Exception {
    Gated gated =
        Gated.sources(
            PolicySet.annotationOnly(),
            """
            package acme;

            public class Store implements Runnable {
              public void run() { delete("x"); }
              @dev.callgate.Irreversible public void delete(String id) { delete(id, true); }
              @dev.callgate.Irreversible public void delete(String id, boolean hard) {}
            }
            """);
    gated.approver.approve();

    ((Runnable) gated.loader.create("acme.Store")).run();

    RuleCoverage rule = gated.coverage("builtin/irreversible");
    assertThat(rule.applied()).isEqualTo(2);
    assertThat(rule.held()).isEqualTo(1);
    assertThat(rule.covered()).isEqualTo(1);
    assertThat(rule.ended(Outcome.APPROVED)).isEqualTo(1);
  }

  @Test
  void noCallIsLostThoughManyThreadsCount() throws Exception {
    Gated gated = gated(PolicyText.rules(LARGE));
    Desk desk = gated.create(Bank.class, Desk.class);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Desk own = i == 0 ? desk : gated.create(Bank.class, Desk.class);
      threads.add(new Thread(() -> small(own, 10_000)));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(gated.coverage("p/large").spared()).isEqualTo(80_000);
    assertThat(gated.coverage("p/large").applied()).isZero();
  }

  private static Gated gated(PolicySet policy) {
    return Gated.classes(policy, Bank.class);
  }

  private static void small(Desk desk, int times) {
    for (int i = 0; i < times; i++) {
      desk.refund("a", SMALL);
    }
  }

  private static void refused(Desk desk, @Nullable BigDecimal amount) {
    assertThatThrownBy(() -> desk.refund("a", amount)).isInstanceOf(CallRefusedException.class);
  }
}
