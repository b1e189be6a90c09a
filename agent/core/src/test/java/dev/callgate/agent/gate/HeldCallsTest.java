package dev.callgate.agent.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HeldCallsTest {
  private final HeldCalls held = new HeldCalls();

  @Test
  void oneRuleHoldsABoundedNumberOfCalls() {
    assertThat(enter(5_000, "a")).isEqualTo(5_000);
    assertThat(held.tryEnter(List.of("a"))).isFalse();

    assertThat(held.tryEnter(List.of("b"))).isTrue();
  }

  @Test
  void aCallThatLeavesMakesRoomForOne() {
    enter(5_000, "a");

    held.leave(List.of("a"));

    assertThat(held.tryEnter(List.of("a"))).isTrue();
    assertThat(held.tryEnter(List.of("a"))).isFalse();
  }

  @Test
  void aCallOfTwoRulesNeedsRoomInBothAndTakesNoneOtherwise() {
    enter(5_000, "a");

    assertThat(held.tryEnter(List.of("b", "a"))).isFalse();

    assertThat(enter(6_000, "b")).isEqualTo(5_000);
  }

  @Test
  void allRulesTogetherHoldABoundedNumberOfCalls() {
    enter(5_000, "a");
    enter(5_000, "b");

    assertThat(held.tryEnter(List.of("c"))).isFalse();
  }

  private int enter(int times, String rule) {
    int entered = 0;
    for (int i = 0; i < times; i++) {
      entered += held.tryEnter(List.of(rule)) ? 1 : 0;
    }
    return entered;
  }
}
