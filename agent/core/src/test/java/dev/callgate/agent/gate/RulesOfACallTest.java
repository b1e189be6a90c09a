package dev.callgate.agent.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.callgate.CallRefusedException;
import dev.callgate.Outcome;
import dev.callgate.agent.fixture.Gated;
import dev.callgate.agent.fixture.PolicyText;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.Verdict;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** Several rules on one call: adding one never makes anything weaker. */
class RulesOfACallTest {
  private static final String METHOD =
      "match: {class: dev.callgate.agent.gate.Bank, method: \"refund(String account, java.math.BigDecimal amount)\"}\n";
  private static final String LARGE = "when: {arg: amount, gt: 100}\n";

  @Test
  void aCallThatNoConditionAppliesToRunsUnasked() {
    Gated gated = gated("id: r\n" + METHOD + LARGE + "decide: gate");
    Desk desk = gated.create(Bank.class, Desk.class);

    desk.refund("a-1", new BigDecimal("100.00"));

    assertThat(desk.effects()).containsExactly("refund a-1 100.00");
    assertThat(gated.approver.asked).isEmpty();
    assertThat(gated.approver.reports).isEmpty();
  }

  @Test
  void aConditionThatCannotBeDecidedHolds() {
    Gated gated = gated("id: r\n" + METHOD + LARGE + "decide: gate");
    Desk desk = gated.create(Bank.class, Desk.class);
    gated.approver.reject("what is this");

    CallRefusedException refused =
        catchThrowableOfType(CallRefusedException.class, () -> desk.refund("a-1", null));

    assertThat(refused.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(desk.effects()).isEmpty();
  }

  @Test
  void aReviewerIsToldWhatCouldNotBeDecided() {
    Gated gated = gated("id: r\n" + METHOD + LARGE + "decide: gate");
    Desk desk = gated.create(Bank.class, Desk.class);
    gated.approver.reject("no");

    assertThatThrownBy(() -> desk.refund("a-1", null)).isInstanceOf(CallRefusedException.class);
    assertThatThrownBy(() -> desk.refund("a-1", new BigDecimal(101)))
        .isInstanceOf(CallRefusedException.class);

    assertThat(gated.approver.asked.get(0).request().rules().get(0).undecided())
        .containsExactly("arg amount: no value");
    assertThat(gated.approver.asked.get(1).request().rules().get(0).undecided()).isEmpty();
  }

  @Test
  void denyAsksNobody() {
    Gated gated =
        gated("id: g\n" + METHOD + "decide: gate", "id: d\n" + METHOD + LARGE + "decide: deny");
    Desk desk = gated.create(Bank.class, Desk.class);

    CallRefusedException refused =
        catchThrowableOfType(
            CallRefusedException.class, () -> desk.refund("a-1", new BigDecimal(101)));

    assertThat(refused.outcome()).isEqualTo(Outcome.DENIED);
    assertThat(refused.requestId()).isEmpty();
    assertThat(refused.getMessage()).contains("the rule p/d forbids it; nobody was asked");
    assertThat(gated.approver.asked).isEmpty();
    assertThat(desk.effects()).isEmpty();
  }

  @Test
  void auditAloneRunsAndIsWrittenDown() {
    Gated gated = gated("id: a\n" + METHOD + "decide: audit");
    Desk desk = gated.create(Bank.class, Desk.class);

    desk.refund("a-1", BigDecimal.ONE);

    assertThat(desk.effects()).hasSize(1);
    assertThat(gated.log).containsExactly("callgate: audit: Bank.refund by [p/a]");
  }

  @Test
  void auditDoesNotWeakenAGate() {
    Gated gated = gated("id: a\n" + METHOD + "decide: audit", "id: g\n" + METHOD + "decide: gate");
    Desk desk = gated.create(Bank.class, Desk.class);
    gated.approver.reject("no");

    CallRefusedException refused =
        catchThrowableOfType(CallRefusedException.class, () -> desk.refund("a-1", BigDecimal.ONE));

    assertThat(refused.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(desk.effects()).isEmpty();
  }

  @Test
  void twoGatesAllowWhatBothAllow() {
    Gated gated =
        gated(
            Bank.RULE,
            "id: other\n"
                + METHOD
                + "decide: gate\ngate: {decisions: [approve, edit, reject], editable: [account], expires: 2m}\nredact: [account]\nrisk: critical");
    Desk desk = gated.create(Bank.class, Desk.class);
    gated.approver.approve();

    desk.refund("a-1", BigDecimal.ONE);

    CallRequest request = gated.approver.asked.get(0).request();
    // One lets only the amount be edited, the other only the account: together nothing.
    assertThat(request.decisions()).containsExactlyInAnyOrder(Verdict.APPROVE, Verdict.REJECT);
    assertThat(request.expiresInMillis()).isEqualTo(120_000);
    assertThat(request.rules())
        .extracting(rule -> rule.id())
        .containsExactly("p/other", "p/refund");
    assertThat(request.arguments().get(0).display()).isEqualTo("(redacted)");
    assertThat(request.arguments().get(0).redacted()).isTrue();
  }

  @Test
  void aRedactedValueIsInNoPartOfTheRequest() {
    Gated gated =
        gated(
            "id: r\n"
                + METHOD
                + "decide: gate\nredact: [account]\nmessage: \"pay {amount} to {account}\"");
    Desk desk = gated.create(Bank.class, Desk.class);
    gated.approver.approve();

    desk.refund("secret-account", BigDecimal.ONE);

    CallRequest request = gated.approver.asked.get(0).request();
    assertThat(request.toString()).doesNotContain("secret-account");
    assertThat(request.rules().get(0).message()).isEqualTo("pay 1 to (redacted)");
    assertThat(desk.effects()).containsExactly("refund secret-account 1");
  }

  private static Gated gated(String... rules) {
    return Gated.classes(PolicyText.rules(rules), Bank.class);
  }
}
