package dev.callgate.testapps.improvised;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class HeldCallTest {

  @Test
  void waitingCallIsSeenAsParkedAndGoesOnWhenReleased() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    HeldCall call =
        new HeldCall(
            () -> {
              gate.await();
              return 7;
            });
    assertThat(call.awaitParked()).isTrue();
    gate.countDown();
    assertThat(call.result()).isEqualTo(7);
  }

  @Test
  void callThatNobodyHoldsIsSeenAsEnded() throws Exception {
    HeldCall call = new HeldCall(() -> 7);
    assertThat(call.awaitParked()).isFalse();
    assertThat(call.result()).isEqualTo(7);
  }

  @Test
  void interruptedCallThrowsAndSaysWhetherTheInterruptIsStillVisible() throws Exception {
    HeldCall call =
        new HeldCall(
            () -> {
              try {
                new CountDownLatch(1).await();
                return 0;
              } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new SecurityException("withdrawn", interrupted);
              }
            });
    assertThat(call.awaitParked()).isTrue();
    call.interrupt();
    assertThatThrownBy(call::result).hasRootCauseInstanceOf(InterruptedException.class);
    assertThat(call.interruptedAtTheEnd()).isTrue();
  }
}
