package dev.callgate.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The same calls by the thread's own CPU time, for a machine on which others work too: what JMH
 * reads is the wall clock, which also runs while they do.
 */
public final class CpuTimes {
  private static final int BATCHES = 60;
  private static final long BATCH_NANOS = 10_000_000;
  private static final long WARM_NANOS = 1_500_000_000;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static long sink;

  private interface Loop {
    long run(HarmlessCallBenchmark calls, int times);
  }

  private CpuTimes() {}

  /** Measures the benchmarks that are named, each best in a JVM of its own. */
  public static void main(String[] names) {
    Map<String, Loop> loops = new LinkedHashMap<>();
    loops.put(
        "plain",
        (c, n) -> {
          long s = 0;
          for (int i = 0; i < n; i++) {
            s += c.plain();
          }
          return s;
        });
    loops.put(
        "number",
        (c, n) -> {
          long s = 0;
          for (int i = 0; i < n; i++) {
            s += c.number();
          }
          return s;
        });
    loops.put(
        "oneRule",
        (c, n) -> {
          long s = 0;
          for (int i = 0; i < n; i++) {
            s += c.oneRule();
          }
          return s;
        });
    loops.put(
        "tenRules",
        (c, n) -> {
          long s = 0;
          for (int i = 0; i < n; i++) {
            s += c.tenRules();
          }
          return s;
        });
    loops.put(
        "hundredRules",
        (c, n) -> {
          long s = 0;
          for (int i = 0; i < n; i++) {
            s += c.hundredRules();
          }
          return s;
        });
    loops.put(
        "pathAndNumber",
        (c, n) -> {
          long s = 0;
          for (int i = 0; i < n; i++) {
            s += c.pathAndNumber();
          }
          return s;
        });
    loops.put(
        "path",
        (c, n) -> {
          long s = 0;
          for (int i = 0; i < n; i++) {
            s += c.path();
          }
          return s;
        });
    loops.put(
        "megamorphicPlain",
        (c, n) -> {
          long s = 0;
          for (int i = 0; i < n; i++) {
            s += c.megamorphicPlain();
          }
          return s;
        });
    loops.put(
        "megamorphic",
        (c, n) -> {
          long s = 0;
          for (int i = 0; i < n; i++) {
            s += c.megamorphic();
          }
          return s;
        });
    for (String name : names) {
      Loop loop = loops.get(name);
      if (loop == null) {
        throw new IllegalArgumentException(
            "no such benchmark: " + name + "; there are " + loops.keySet());
      }
      HarmlessCallBenchmark calls = new HarmlessCallBenchmark();
      calls.callEach();
      System.out.printf("%-18s %8.1f ns%n", name, median(loop, calls));
    }
    if (sink == 42) {
      System.out.println();
    }
  }

  private static double median(Loop loop, HarmlessCallBenchmark calls) {
    long started = THREADS.getCurrentThreadCpuTime();
    int times = 1_000;
    long took = 0;
    while (THREADS.getCurrentThreadCpuTime() - started < WARM_NANOS) {
      long before = THREADS.getCurrentThreadCpuTime();
      sink += loop.run(calls, times);
      took = THREADS.getCurrentThreadCpuTime() - before;
      if (took < BATCH_NANOS / 2 && times < 50_000_000) {
        times *= 2;
      }
    }
    double[] each = new double[BATCHES];
    for (int i = 0; i < BATCHES; i++) {
      long before = THREADS.getCurrentThreadCpuTime();
      sink += loop.run(calls, times);
      each[i] = (THREADS.getCurrentThreadCpuTime() - before) / (double) times;
    }
    Arrays.sort(each);
    return each[BATCHES / 2];
  }
}
