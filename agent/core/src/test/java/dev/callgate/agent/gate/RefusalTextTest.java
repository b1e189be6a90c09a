package dev.callgate.agent.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callgate.Outcome;
import dev.callgate.match.MethodKey;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The very words: a model acts on them, and users' prompts quote them. */
class RefusalTextTest {
  @Test
  void rejected() {
    assertThat(text("refund", Outcome.REJECTED, "alice rejected it, saying: no", "r-1"))
        .isEqualTo(
            "NOT EXECUTED: Shop.Bank.refund was not executed and nothing was changed: alice rejected it, saying: no."
                + " Do not try it again and do not reach for the same effect in another way. [callgate REJECTED, request r-1]");
  }

  @Test
  void denied() {
    assertThat(text("refund", Outcome.DENIED, "the rule p/r forbids it; nobody was asked", ""))
        .isEqualTo(
            "NOT EXECUTED: Shop.Bank.refund was not executed and nothing was changed: the rule p/r forbids it; nobody was asked."
                + " Do not try it again and do not reach for the same effect in another way. [callgate DENIED]");
  }

  @ParameterizedTest
  @EnumSource(names = {"EXPIRED", "UNAVAILABLE", "WITHDRAWN"})
  void neverBlamedOnAPerson(Outcome outcome) {
    assertThat(text("refund", outcome, "why", "r-1"))
        .isEqualTo(
            "NOT EXECUTED: Shop.Bank.refund was not executed and nothing was changed: why."
                + " This is not a refusal by a person. Do not reach for the same effect in another way; you may ask once more later."
                + " [callgate "
                + outcome
                + ", request r-1]");
  }

  @Test
  void drifted() {
    assertThat(text("refund", Outcome.DRIFTED, "its arguments changed", "r-1"))
        .isEqualTo(
            "NOT EXECUTED: Shop.Bank.refund was not executed and nothing was changed: its arguments changed."
                + " Do not reach for the same effect in another way. [callgate DRIFTED, request r-1]");
  }

  @Test
  void frozen() {
    assertThat(text("refund", Outcome.FROZEN, "everything is stopped", ""))
        .isEqualTo(
            "NOT EXECUTED: Shop.Bank.refund was not executed and nothing was changed: everything is stopped."
                + " Everything irreversible is stopped at the moment. Do not try it again and do not work around it. [callgate FROZEN]");
  }

  @Test
  void aConstructorIsNamedAsSourceWritesIt() {
    assertThat(text("<init>", Outcome.DENIED, "why", ""))
        .startsWith("NOT EXECUTED: new Shop.Bank was not executed");
  }

  @ParameterizedTest
  @EnumSource
  void everyOutcomeIsARefusalOrHasNoText(Outcome outcome) {
    if (outcome.isRefusal()) {
      assertThat(text("refund", outcome, "why", "")).contains("NOT EXECUTED", outcome.name());
    } else {
      assertThatThrownBy(() -> text("refund", outcome, "why", ""))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static String text(String method, Outcome outcome, String why, String requestId) {
    GatePoint point =
        new GatePoint(
            "acme.Shop$Bank",
            new MethodKey(method, "()V"),
            false,
            List.of(),
            List.of(),
            null,
            new HarmlessCalls(new OwnThreads()),
            Set.of(),
            List.of(),
            null,
            false);
    return RefusalText.of(point, new Ending.Refuse(outcome, why, requestId));
  }
}
