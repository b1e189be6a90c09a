package dev.callgate.agent.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.callgate.CallRefusedException;
import dev.callgate.Outcome;
import dev.callgate.agent.fixture.Gated;
import dev.callgate.agent.fixture.PolicyText;
import dev.callgate.agent.fixture.ScriptedAsker;
import dev.callgate.protocol.CallRequest;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class EditsTest {
  private static final BigDecimal TEN = new BigDecimal("10.00");
  private static final String METHOD =
      "match: {class: dev.callgate.agent.gate.Bank, method: \"refund(String account, java.math.BigDecimal amount)\"}\n";
  private static final String DENY_LARGE =
      "id: never\n" + METHOD + "when: {arg: amount, gte: 1000}\ndecide: deny\nreason: TOO_MUCH";
  private static final String STRICT_LARGE =
      "id: large\n"
          + METHOD
          + "when: {arg: amount, gte: 100}\ndecide: gate\ngate: {decisions: [approve, reject], expires: 1m}\nrisk: critical";

  private final Gated gated =
      Gated.classes(PolicyText.rules(Bank.RULE, DENY_LARGE, STRICT_LARGE), Bank.class);
  private final Desk desk = gated.create(Bank.class, Desk.class);

  @Test
  void theEditedArgumentRuns() {
    gated.approver.edit(Map.of("amount", "7.50"));

    assertThat(desk.refund("a-1", TEN)).isEqualTo("paid 7.50");

    assertThat(desk.effects()).containsExactly("refund a-1 7.50");
    assertThat(gated.approver.asked).hasSize(1);
    assertThat(gated.approver.outcomes()).containsExactly(Outcome.SUCCEEDED);
  }

  @Test
  void anArgumentThatMayNotBeEditedRefuses() {
    gated.approver.edit(Map.of("account", "\"a-2\""));

    assertThat(refused()).isEqualTo(Outcome.UNAVAILABLE);
  }

  @Test
  void anArgumentThatDoesNotExistRefuses() {
    gated.approver.edit(Map.of("currency", "\"EUR\""));

    assertThat(refused()).isEqualTo(Outcome.UNAVAILABLE);
  }

  @Test
  void oneAllowedEditDoesNotCarryAnotherThrough() {
    gated.approver.then(
        asked -> {
          ObjectNode both = ScriptedAsker.edited(asked, Map.of("amount", "5"));
          ((ArrayNode) both.get("edits")).addObject().put("name", "account").put("value", "a-2");
          return gated.approver.decided(both);
        });

    assertThat(refused()).isEqualTo(Outcome.UNAVAILABLE);
  }

  @Test
  void theSameArgumentTwiceRefuses() {
    gated.approver.then(
        asked -> {
          ObjectNode twice = ScriptedAsker.edited(asked, Map.of("amount", "5"));
          ((ArrayNode) twice.get("edits")).addObject().put("name", "amount").put("value", 6);
          return gated.approver.decided(twice);
        });

    assertThat(refused()).isEqualTo(Outcome.UNAVAILABLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"5\"", "true", "[5]", "{\"value\": 5}", "\"\"", "\"NaN\""})
  void aValueOfAnotherTypeRefuses(String json) {
    gated.approver.edit(Map.of("amount", json));

    assertThat(refused()).isEqualTo(Outcome.UNAVAILABLE);
  }

  @Test
  void anEditIntoADenyRuleRefuses() {
    gated.approver.edit(Map.of("amount", "1000"));

    CallRefusedException refused =
        catchThrowableOfType(CallRefusedException.class, () -> desk.refund("a-1", TEN));

    assertThat(refused.outcome()).isEqualTo(Outcome.DENIED);
    assertThat(refused.getMessage()).contains("as edited, the rule p/never (TOO_MUCH) forbids it");
    assertThat(desk.effects()).isEmpty();
    assertThat(gated.approver.outcomes()).containsExactly(Outcome.DENIED);
  }

  @Test
  void anEditIntoAnotherGateIsAskedAgainAndMayBeRejectedThere() {
    gated.approver.edit(Map.of("amount", "200")).reject("too much");

    assertThat(refused()).isEqualTo(Outcome.REJECTED);
    assertThat(gated.approver.asked).hasSize(2);
  }

  @Test
  void anEditIntoAnotherGateRunsOnlyAfterItsYes() {
    gated.approver.edit(Map.of("amount", "200")).approve();

    assertThat(desk.refund("a-1", TEN)).isEqualTo("paid 200");

    CallRequest second = gated.approver.asked.get(1).request();
    assertThat(second.rules().get(0).id()).isEqualTo("p/large");
    assertThat(second.arguments().get(1).display()).isEqualTo("200");
    // The second rule lets nobody edit.
    assertThat(second.arguments().get(1).editable()).isFalse();
    assertThat(second.expiresInMillis()).isEqualTo(60_000);
    assertThat(gated.approver.outcomes()).containsExactly(Outcome.EDITED, Outcome.SUCCEEDED);
    assertThat(gated.approver.reports.get(0).requestId())
        .isNotEqualTo(gated.approver.reports.get(1).requestId());
  }

  private Outcome refused() {
    CallRefusedException refused =
        catchThrowableOfType(CallRefusedException.class, () -> desk.refund("a-1", TEN));
    assertThat(refused).isNotNull();
    assertThat(desk.effects()).isEmpty();
    return refused.outcome();
  }
}
