package dev.callgate.agent.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.callgate.CallRefusedException;
import dev.callgate.Outcome;
import dev.callgate.agent.fixture.Gated;
import dev.callgate.agent.fixture.PolicyText;
import dev.callgate.agent.fixture.ScriptedAsker;
import dev.callgate.protocol.Argument;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.PayloadType;
import dev.callgate.protocol.Verdict;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomesTest {
  private static final BigDecimal TEN = new BigDecimal("10.00");

  private final Gated gated = Gated.classes(PolicyText.rules(Bank.RULE), Bank.class);
  private final Desk desk = gated.create(Bank.class, Desk.class);

  @Test
  void anApprovedCallRunsOnceAndItsEndIsReported() {
    gated.approver.approve();

    assertThat(desk.refund("a-1", TEN)).isEqualTo("paid 10.00");

    assertThat(desk.effects()).containsExactly("refund a-1 10.00");
    assertThat(gated.approver.outcomes()).containsExactly(Outcome.SUCCEEDED);
  }

  @Test
  void anApprovedCallWhoseBodyThrowsIsReportedAsFailed() {
    gated.approver.approve();

    assertThatThrownBy(() -> desk.refund("a-1", BigDecimal.ZERO))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("nothing to refund");

    assertThat(gated.approver.outcomes()).containsExactly(Outcome.FAILED);
    assertThat(gated.approver.reports.get(0).detail()).isEqualTo("java.lang.IllegalStateException");
  }

  @Test
  void aRejectedCallDoesNotRunAndSaysWhoSaidWhy() {
    gated.approver.reject("wrong customer");

    CallRefusedException refused = refused();

    assertThat(refused.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(refused.requestId()).isEqualTo(gated.approver.asked.get(0).request().requestId());
    assertThat(refused.getMessage()).contains("alice rejected it, saying: wrong customer");
    assertThat(refused.getCause()).isNull();
    assertThat(gated.approver.outcomes()).containsExactly(Outcome.REJECTED);
  }

  @Test
  void anAnsweredCallReturnsTheAnswerAndDoesNotRun() {
    gated.approver.respond("\"already refunded\"");

    assertThat(desk.refund("a-1", TEN)).isEqualTo("already refunded");

    assertThat(desk.effects()).isEmpty();
    assertThat(gated.approver.outcomes()).containsExactly(Outcome.RESPONDED);
  }

  @Test
  void anAnswerOfAnotherTypeRefuses() {
    gated.approver.respond("12");

    CallRefusedException refused = refused();

    assertThat(refused.outcome()).isEqualTo(Outcome.UNAVAILABLE);
    assertThat(refused.getMessage()).contains("the reviewer's answer could not be used");
  }

  @Test
  void silenceRefuses() {
    gated.approver.then(asked -> new Answer.Expired());

    CallRefusedException refused = refused();

    assertThat(refused.outcome()).isEqualTo(Outcome.EXPIRED);
    assertThat(refused.getMessage()).contains("nobody decided within 600.0 seconds");
    assertThat(gated.approver.outcomes()).containsExactly(Outcome.EXPIRED);
  }

  @Test
  void theApproversClockRefuses() {
    gated.approver.then(
        asked -> gated.approver.decided(ScriptedAsker.decision(asked, Verdict.EXPIRE)));

    assertThat(refused().outcome()).isEqualTo(Outcome.EXPIRED);
  }

  @Test
  void anApproverThatIsAwayRefuses() {
    gated.approver.then(asked -> new Answer.Unavailable("nobody answers there"));

    CallRefusedException refused = refused();

    assertThat(refused.outcome()).isEqualTo(Outcome.UNAVAILABLE);
    assertThat(refused.getMessage()).contains("nobody answers there");
    assertThat(gated.approver.outcomes()).containsExactly(Outcome.UNAVAILABLE);
  }

  @Test
  void anInterruptWithdrawsTheCallAndStaysSet() {
    gated.approver.then(
        asked -> {
          throw new InterruptedException();
        });

    CallRefusedException refused = refused();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(refused.outcome()).isEqualTo(Outcome.WITHDRAWN);
    assertThat(gated.approver.outcomes()).containsExactly(Outcome.WITHDRAWN);
  }

  @Test
  void aYesAfterTheDeadlineRefuses() {
    Gated impatient = Gated.impatient(Duration.ofNanos(1), PolicyText.rules(Bank.RULE), Bank.class);
    Desk late = impatient.create(Bank.class, Desk.class);
    impatient.approver.approve();

    CallRefusedException refused =
        catchThrowableOfType(CallRefusedException.class, () -> late.refund("a-1", TEN));

    assertThat(refused.outcome()).isEqualTo(Outcome.EXPIRED);
    assertThat(late.effects()).isEmpty();
  }

  @Test
  void anyFailureOfTheGateItselfRefuses() {
    for (Throwable failure :
        List.of(
            new IllegalStateException("bug"), new StackOverflowError(), new OutOfMemoryError())) {
      gated.approver.then(
          asked -> {
            throw sneaky(failure);
          });

      CallRefusedException refused = refused();

      assertThat(refused.outcome()).isEqualTo(Outcome.UNAVAILABLE);
      assertThat(refused.getMessage()).contains("the gate itself failed", failure.toString());
    }
  }

  @Test
  void theRequestIsSignedAndSaysEverythingAPersonNeeds() throws Exception {
    gated.approver.approve();
    desk.refund("a-1", TEN);

    ScriptedAsker.Asked asked = gated.approver.asked.get(0);
    CallRequest request = asked.request();
    assertThat(asked.envelope().payloadDigest()).startsWith("sha256:");
    assertThat(new String(asked.envelope().toJson(), java.nio.charset.StandardCharsets.UTF_8))
        .contains(PayloadType.REQUEST.mediaType());
    assertThat(request.method().type()).isEqualTo(Bank.class.getName());
    assertThat(request.application()).isEqualTo("shop");
    assertThat(request.environment()).isEqualTo("test");
    assertThat(request.rules()).extracting(rule -> rule.id()).containsExactly("p/refund");
    assertThat(request.arguments())
        .containsExactly(
            new Argument("account", "java.lang.String", "\"a-1\"", false, false),
            new Argument("amount", "java.math.BigDecimal", "10.00", false, true));
    assertThat(request.receiver()).isEqualTo(Bank.class.getName());
    assertThat(request.decisions())
        .containsExactlyInAnyOrder(Verdict.APPROVE, Verdict.EDIT, Verdict.RESPOND, Verdict.REJECT);
    assertThat(request.expiresInMillis()).isEqualTo(600_000);
    assertThat(request.context().stack().get(0)).contains("OutcomesTest");
    assertThat(request.nonce()).isNotEqualTo(request.requestId());
  }

  @Test
  void twoEqualCallsAskTwiceWithNothingToLinkTheirDigests() {
    gated.approver.approve().approve();
    desk.refund("a-1", TEN);
    desk.refund("a-1", TEN);

    CallRequest first = gated.approver.asked.get(0).request();
    CallRequest second = gated.approver.asked.get(1).request();
    assertThat(first.requestId()).isNotEqualTo(second.requestId());
    assertThat(first.nonce()).isNotEqualTo(second.nonce());
    assertThat(first.argsDigest()).isNotEqualTo(second.argsDigest());
  }

  private CallRefusedException refused() {
    CallRefusedException refused =
        catchThrowableOfType(CallRefusedException.class, () -> desk.refund("a-1", TEN));
    assertThat(refused).isNotNull();
    assertThat(desk.effects()).isEmpty();
    return refused;
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> RuntimeException sneaky(Throwable failure) throws T {
    throw (T) failure;
  }
}
