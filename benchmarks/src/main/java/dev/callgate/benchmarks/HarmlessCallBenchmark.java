package dev.callgate.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One call of a gated method that no rule says anything of. Subtract {@code plain}, or {@code
 * megamorphicPlain}, which make the same call of a method without a gate.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class HarmlessCallBenchmark {
  private final Payments payments = new Payments();
  private final Desk[] plain = {
    new Desk.Ungated(), new Desk.UngatedToo(), new Desk.UngatedAsWell()
  };
  private final Desk[] desks = {new Desk.First(), new Desk.Second(), new Desk.Third()};
  private final String[] currencies = new String[64];
  private final String[] paths = new String[64];
  private int next;

  /** Every call of a gated method, so that what is measured later is not the only one known. */
  @Setup
  public void callEach() {
    for (int i = 0; i < currencies.length; i++) {
      currencies[i] = new String[] {"EUR", "GBP", "CHF", "SEK"}[i & 3];
      paths[i] = "/tmp/report-" + i;
    }
    for (int i = 0; i < 1_000; i++) {
      oneRule();
      tenRules();
      hundredRules();
      number();
      path();
      pathAndNumber();
      megamorphic();
      megamorphicPlain();
    }
  }

  private String currency() {
    return currencies[next++ & 63];
  }

  @Benchmark
  public long plain() {
    return payments.plain(1_000 + (next & 0xffff), currency());
  }

  @Benchmark
  public long number() {
    return payments.number(next & 0xff, currency());
  }

  @Benchmark
  public long oneRule() {
    return payments.oneRule(1_000 + (next & 0xffff), currency());
  }

  @Benchmark
  public long tenRules() {
    return payments.tenRules(1_000 + (next & 0xffff), currency());
  }

  @Benchmark
  public long hundredRules() {
    return payments.hundredRules(1_000 + (next & 0xffff), currency());
  }

  @Benchmark
  public long path() {
    return payments.path(next & 0xff, paths[next++ & 63]);
  }

  @Benchmark
  public long pathAndNumber() {
    return payments.pathAndNumber(next & 0xff, paths[next++ & 63]);
  }

  @Benchmark
  public long megamorphicPlain() {
    String currency = currency();
    return plain[(next & 63) % 3].pay(1_000 + (next & 0xffff), currency);
  }

  @Benchmark
  public long megamorphic() {
    String currency = currency();
    return desks[(next & 63) % 3].pay(1_000 + (next & 0xffff), currency);
  }
}
