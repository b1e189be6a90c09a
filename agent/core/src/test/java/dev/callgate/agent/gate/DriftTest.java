package dev.callgate.agent.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.callgate.CallRefusedException;
import dev.callgate.Outcome;
import dev.callgate.agent.fixture.Gated;
import dev.callgate.agent.fixture.PolicyText;
import dev.callgate.agent.fixture.ScriptedAsker;
import dev.callgate.protocol.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DriftTest {
  private static final String RULE =
      """
      id: wipe
      match: {class: dev.callgate.agent.gate.Bank, method: "wipe(java.util.List tables)"}
      decide: gate
      gate: {decisions: [approve, edit, reject], editable: [tables]}
      """;

  private final Gated gated = Gated.classes(PolicyText.rules(RULE), Bank.class);
  private final Desk desk = gated.create(Bank.class, Desk.class);
  private final List<String> tables = new ArrayList<>(List.of("sessions"));

  @Test
  void unchangedArgumentsRun() {
    gated.approver.approve();

    desk.wipe(tables);

    assertThat(desk.effects()).containsExactly("wipe [sessions]");
  }

  @Test
  void argumentsThatChangedWhileAPersonLookedAtThemRefuse() {
    approveAfterChange(Verdict.APPROVE);

    CallRefusedException refused =
        catchThrowableOfType(CallRefusedException.class, () -> desk.wipe(tables));

    assertThat(refused.outcome()).isEqualTo(Outcome.DRIFTED);
    assertThat(desk.effects()).isEmpty();
    assertThat(gated.approver.outcomes()).containsExactly(Outcome.DRIFTED);
  }

  @Test
  void anEditDoesNotHideThatTheyChanged() {
    gated.approver.then(
        asked -> {
          tables.add("customers");
          return gated.approver.decided(
              ScriptedAsker.edited(asked, Map.of("tables", "[\"logs\"]")));
        });

    CallRefusedException refused =
        catchThrowableOfType(CallRefusedException.class, () -> desk.wipe(tables));

    assertThat(refused.outcome()).isEqualTo(Outcome.DRIFTED);
  }

  @Test
  void aRejectionStaysARejection() {
    approveAfterChange(Verdict.REJECT);

    CallRefusedException refused =
        catchThrowableOfType(CallRefusedException.class, () -> desk.wipe(tables));

    assertThat(refused.outcome()).isEqualTo(Outcome.REJECTED);
  }

  @Test
  void argumentsBeyondWhatCanBeShownAreRefusedUnasked() {
    CallRefusedException refused =
        catchThrowableOfType(
            CallRefusedException.class, () -> desk.wipe(List.of("x".repeat(5 << 20))));

    assertThat(refused.outcome()).isEqualTo(Outcome.UNAVAILABLE);
    assertThat(gated.approver.asked).isEmpty();
    assertThat(desk.effects()).isEmpty();
  }

  @Test
  void twoThreadsWaitAtOnceAndEachGetsItsOwnDecision() throws Exception {
    CyclicBarrier bothAsked = new CyclicBarrier(2);
    for (int i = 0; i < 2; i++) {
      gated.approver.then(
          asked -> {
            try {
              bothAsked.await(30, TimeUnit.SECONDS);
            } catch (Exception e) {
              throw new AssertionError(e);
            }
            boolean yes = asked.request().arguments().get(0).display().contains("logs");
            return gated.approver.decided(
                ScriptedAsker.decision(asked, yes ? Verdict.APPROVE : Verdict.REJECT));
          });
    }
    CountDownLatch refused = new CountDownLatch(1);
    Thread other =
        new Thread(
            () -> {
              try {
                desk.wipe(List.of("customers"));
              } catch (CallRefusedException e) {
                refused.countDown();
              }
            });
    other.start();

    desk.wipe(List.of("logs"));

    assertThat(refused.await(30, TimeUnit.SECONDS)).isTrue();
    other.join();
    assertThat(desk.effects()).containsExactly("wipe [logs]");
  }

  private void approveAfterChange(Verdict verdict) {
    gated.approver.then(
        asked -> {
          tables.add("customers");
          return gated.approver.decided(ScriptedAsker.decision(asked, verdict));
        });
  }
}
