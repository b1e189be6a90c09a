package dev.callgate.agent.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callgate.CallRefusedException;
import dev.callgate.agent.fixture.Gated;
import dev.callgate.agent.fixture.PolicyText;
import java.math.BigDecimal;
import java.nio.file.AccessDeniedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a rule lets the caller have in place of the exception. Whatever it is, no body runs. */
class OnRejectTest {
  private static final String REFUND = "refund(String account, java.math.BigDecimal amount)";
  private Desk desk = new Bank();

  @AfterEach
  void nothingRan() {
    assertThat(desk.effects()).isEmpty();
  }

  @Test
  void aMessage() {
    rejected(REFUND, "{return_message: \"Refund was NOT executed\"}");

    assertThat(refund()).isEqualTo("Refund was NOT executed");
  }

  @Test
  void aMessageWithArguments() {
    rejected(REFUND, "{return_message: \"{amount} to {account} was NOT paid\"}");

    assertThat(refund()).isEqualTo("10.00 to \"a-1\" was NOT paid");
  }

  @Test
  void aMessageForAMethodThatReturnsNoTextRefuses() {
    rejected("close(int account)", "{return_message: \"No.\"}");

    assertThatThrownBy(() -> desk.close(5))
        .isInstanceOf(CallRefusedException.class)
        .hasMessageContaining("the rule's own answer could not be given");
  }

  @Test
  void aValue() {
    rejected("close(int account)", "{return: -1}");

    assertThat(desk.close(5)).isEqualTo(-1);
  }

  @Test
  void aValueThatDoesNotFitRefuses() {
    rejected("close(int account)", "{return: 1.5}");

    assertThatThrownBy(() -> desk.close(5))
        .isInstanceOf(CallRefusedException.class)
        .hasMessageContaining("the rule's own answer could not be given");
  }

  @Test
  void aDeclaredException() {
    rejected("export(String file)", "{throw: java.nio.file.AccessDeniedException}");

    assertThatThrownBy(() -> desk.export("f"))
        .isExactlyInstanceOf(AccessDeniedException.class)
        .hasMessageContaining("alice rejected it");
  }

  @Test
  void aDeclaredExceptionWithTheRulesWords() {
    rejected(
        "export(String file)",
        "{throw: java.nio.file.AccessDeniedException, message: \"{file} was NOT exported.\"}");

    assertThatThrownBy(() -> desk.export("f"))
        .isExactlyInstanceOf(AccessDeniedException.class)
        .hasMessageStartingWith("\"f\" was NOT exported.")
        .hasMessageContaining("alice rejected it");
  }

  @Test
  void anUncheckedException() {
    rejected(REFUND, "{throw: IllegalArgumentException}");

    assertThatThrownBy(this::refund).isExactlyInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aCheckedExceptionThatTheMethodDoesNotDeclareRefusesAsUsual() {
    rejected(REFUND, "{throw: java.io.IOException}");

    assertThatThrownBy(this::refund)
        .isInstanceOf(CallRefusedException.class)
        .hasMessageContaining("the rule's own exception could not be thrown: java.io.IOException");
  }

  @Test
  void anExceptionThatDoesNotExistRefusesAsUsual() {
    rejected(REFUND, "{throw: acme.NoSuchException}");

    assertThatThrownBy(this::refund).isInstanceOf(CallRefusedException.class);
  }

  @Test
  void whatIsNoExceptionRefusesAsUsual() {
    rejected(REFUND, "{throw: java.lang.StringBuilder}");

    assertThatThrownBy(this::refund).isInstanceOf(CallRefusedException.class);
  }

  private void rejected(String method, String onReject) {
    Gated gated =
        Gated.classes(
            PolicyText.rules(
                "id: r\nmatch: {class: dev.callgate.agent.gate.Bank, method: \""
                    + method
                    + "\"}\ndecide: gate\non_reject: "
                    + onReject),
            Bank.class);
    gated.approver.reject("no");
    desk = gated.create(Bank.class, Desk.class);
  }

  private String refund() {
    return desk.refund("a-1", new BigDecimal("10.00"));
  }
}
