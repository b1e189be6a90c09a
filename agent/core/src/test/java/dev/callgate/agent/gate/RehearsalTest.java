package dev.callgate.agent.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callgate.CallRefusedException;
import dev.callgate.agent.fixture.Gated;
import dev.callgate.agent.fixture.PolicyText;
import dev.callgate.policy.PolicySet;
import dev.callgate.protocol.RuleCoverage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An environment that only records counts as many questions as the one that enforces asks. */
class RehearsalTest {
  private static final String STORE =
      """
      package acme;
      import java.util.*;
      public class Store {
        public static final List<String> EFFECTS = new ArrayList<>();
        public static void erase(String name) { erase(name, true); }
        public static void erase(String name, boolean hard) { EFFECTS.add(name); }
        public static void purge(List<String> names) { for (String name : names) erase(name); }

        public static void act(String shape) {
          switch (shape) {
            case "passed on" -> erase("a");
            case "twice" -> { erase("a"); erase("b"); }
            case "innermost" -> erase("a", true);
            case "covered" -> purge(List.of("a", "b"));
            case "more than is covered" -> purge(List.of("a", "b", "c", "d"));
            case "failing" -> {
              try { purge(null); } catch (NullPointerException e) { erase("a"); }
            }
            default -> throw new IllegalArgumentException(shape);
          }
        }
      }
      """;
  private static final String ERASE =
      "id: erase\nmatch: {class: acme.Store, method: [\"erase(String name)\", \"erase(String name,"
          + " boolean hard)\"]}\ndecide: gate";
  private static final String PURGE =
      "id: purge\nmatch: {class: acme.Store, method: \"purge(java.util.List names)\"}\n"
          + "decide: gate\ngate: {covers: [{rules: [erase], at_most: 3}]}";

  @ParameterizedTest
  @ValueSource(
      strings = {"passed on", "twice", "innermost", "covered", "more than is covered", "failing"})
  void countsWhatWouldBeAsked(String shape) throws Exception {
    Gated enforced = Gated.sources(PolicyText.rules(ERASE, PURGE), STORE);
    enforced.approver.approve().approve();
    act(enforced, shape);
    Gated recorded = Gated.sources(PolicyText.recorded(ERASE, PURGE), STORE);
    act(recorded, shape);

    assertThat(enforced.approver.asked).isNotEmpty();
    assertThat(recorded.approver.asked).isEmpty();
    assertThat(recorded.approver.covered).isEmpty();
    assertThat(effects(recorded)).isEqualTo(effects(enforced));
    for (String rule : List.of("p/erase", "p/purge")) {
      RuleCoverage asks = enforced.coverage(rule);
      RuleCoverage would = recorded.coverage(rule);
      assertThat(would.wouldHold()).as(rule).isEqualTo(asks.held());
      assertThat(would.covered()).as(rule).isEqualTo(asks.covered());
      assertThat(would.applied()).as(rule).isEqualTo(asks.applied());
    }
  }

  /** What is only recorded has nobody's approval to give on. */
  @Test
  void aRecordedCallCoversNoneThatIsEnforced() throws Exception {
    PolicySet policy = PolicyText.recordedBeside(PURGE.replace("[erase]", "[q/erase]"), ERASE);
    Gated gated = Gated.sources(policy, STORE);
    gated.approver.approve().reject("no");

    assertThatThrownBy(() -> act(gated, "covered")).hasCauseInstanceOf(CallRefusedException.class);

    assertThat(effects(gated)).containsExactly("a");
    assertThat(gated.approver.asked).hasSize(2);
    assertThat(gated.coverage("p/purge").wouldHold()).isEqualTo(1);
  }

  private static void act(Gated gated, String shape) throws Exception {
    gated.loader.define("acme.Store").getMethod("act", String.class).invoke(null, shape);
  }

  @SuppressWarnings("unchecked")
  private static List<String> effects(Gated gated) throws Exception {
    return (List<String>) gated.loader.define("acme.Store").getField("EFFECTS").get(null);
  }
}
