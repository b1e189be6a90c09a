package dev.callgate.approver.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RatesTest {
  private static final long SECOND = 1_000_000_000L;

  // Near the end of the clock's range: its differences count, not its values.
  private final AtomicLong time = new AtomicLong(Long.MAX_VALUE - 2 * SECOND);
  private final Rates rates = new Rates(3, 0.5, time::get);

  @Test
  void soManyAtOnceAndThenOneAfterTheOther() {
    assertThat(new long[] {rates.take("a"), rates.take("a"), rates.take("a")}).containsOnly(0);
    assertThat(rates.take("a")).isEqualTo(2);

    time.addAndGet(SECOND);
    assertThat(rates.take("a")).isEqualTo(1);
    time.addAndGet(SECOND);
    assertThat(rates.take("a")).isZero();
    assertThat(rates.take("a")).isEqualTo(2);
  }

  @Test
  void eachHasItsOwn() {
    for (int i = 0; i < 10; i++) {
      rates.take("a");
    }

    assertThat(rates.take("a")).isPositive();
    assertThat(rates.take("b")).isZero();
  }

  @Test
  void afterALongTimeNoMoreThanAtOnce() {
    rates.take("a");
    time.addAndGet(1_000 * SECOND);

    for (int i = 0; i < 3; i++) {
      assertThat(rates.take("a")).isZero();
    }
    assertThat(rates.take("a")).isPositive();
  }
}
