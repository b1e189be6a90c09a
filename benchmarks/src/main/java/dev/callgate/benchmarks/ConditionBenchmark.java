package dev.callgate.benchmarks;

import dev.callgate.policy.Rule;
import dev.callgate.policy.condition.CallView;
import dev.callgate.policy.condition.Condition;
import dev.callgate.policy.condition.Truth;
import dev.callgate.policy.read.PolicyReader;
import java.io.File;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
 * The conditions alone, without a gate around them, over arguments that are boxed already: the long
 * way through a gate takes one for each rule.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ConditionBenchmark {
  private Condition numberAndText = Condition.ALWAYS;
  private Condition path = Condition.ALWAYS;
  private final Written[] calls = new Written[64];
  private int next;

  private record Written(Object amount, Object text) implements CallView {
    @Override
    public @Nullable Object receiver() {
      return null;
    }

    @Override
    public int argumentCount() {
      return 2;
    }

    @Override
    public Object argument(int index) {
      return index == 0 ? amount : text;
    }
  }

  /**
   * Reads the policy that the agent has too.
   *
   * @throws IllegalStateException when it has no such rules
   */
  @Setup
  public void read() throws Exception {
    File policy =
        new File(System.getProperty("callgate.benchmarks.policy", "policy.callgate.yaml"));
    for (Rule rule : PolicyReader.read(List.of(policy), null).rules()) {
      if (rule.id().equals("benchmarks/one")) {
        numberAndText = condition(rule, "oneRule");
      } else if (rule.id().equals("benchmarks/path")) {
        path = condition(rule, "path");
      }
    }
    if (numberAndText == Condition.ALWAYS || path == Condition.ALWAYS) {
      throw new IllegalStateException("rules are missing in " + policy);
    }
    for (int i = 0; i < calls.length; i++) {
      calls[i] = new Written(1_000 + i, new String[] {"EUR", "GBP", "CHF", "/tmp/report"}[i & 3]);
    }
  }

  private static Condition condition(Rule rule, String method) {
    var bound = rule.bind(method, "(ILjava/lang/String;)J");
    if (bound == null) {
      throw new IllegalStateException(rule.id() + " is not about " + method);
    }
    return bound.condition();
  }

  @Benchmark
  public Truth numberAndText() {
    return numberAndText.test(calls[next++ & 63]);
  }

  @Benchmark
  public Truth path() {
    return path.test(calls[next++ & 63]);
  }
}
