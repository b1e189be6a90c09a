package dev.callgate.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.callgate.policy.Policies;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A gated method that is called a million times with harmless arguments must not fill the heap. */
class AllocationTest {
  private static final int CALLS = 10_000;

  private static final String WHEN =
      "{all: [{arg: a, gt: 100.5}, {arg: a, not_in: [7, 8]}, {arg: b, in: [USD, EUR]}, {not: {arg: b, glob: \"a*c\"}}]}";

  private final Path directory;

  AllocationTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @ParameterizedTest
  @MethodSource("amounts")
  void decidingAboutBoxesTextsAndEnumsAllocatesNothing(Object amount) {
    Condition condition = Policies.condition(directory, WHEN);
    CallView call = new Pair(amount, "USD");
    CallView constant = new Pair(amount, TimeUnit.DAYS);
    for (int i = 0; i < CALLS; i++) {
      condition.test(call);
      condition.test(constant);
    }

    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < CALLS; i++) {
      condition.test(call);
      condition.test(constant);
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    // asking for the number allocates a little itself
    assertThat(allocated).isLessThan(CALLS);
  }

  static List<Object> amounts() {
    return List.of(120, 120L, (short) 120, 120.25, 120.25f, new BigDecimal("120.25"));
  }

  private record Pair(Object a, Object b) implements CallView {
    @Override
    public @Nullable Object receiver() {
      return null;
    }

    @Override
    public int argumentCount() {
      return 2;
    }

    @Override
    public @Nullable Object argument(int index) {
      return index == 0 ? a : b;
    }
  }
}
