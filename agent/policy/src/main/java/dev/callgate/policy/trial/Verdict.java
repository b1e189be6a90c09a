package dev.callgate.policy.trial;

import dev.callgate.policy.BoundRule;
import dev.callgate.policy.Decision;
import dev.callgate.policy.PolicySet;
import dev.callgate.policy.Rule;
import dev.callgate.policy.StubCall;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a call. Immutable.
 *
 * @param decision the strictest of the rules that apply; null when none does
 * @param applying the rules that apply
 * @param undecided those of them whose condition is neither true nor false
 * @param harmless the rules about the method whose condition is false
 */
public record Verdict(
    @Nullable Decision decision, List<Rule> applying, List<Rule> undecided, List<Rule> harmless) {
  public Verdict {
    applying = List.copyOf(applying);
    undecided = List.copyOf(undecided);
    harmless = List.copyOf(harmless);
  }

  /** Asks every rule. */
  public static Verdict of(PolicySet policy, StubCall call) {
    List<Rule> applying = new ArrayList<>();
    List<Rule> undecided = new ArrayList<>();
    List<Rule> harmless = new ArrayList<>();
    for (Rule rule : policy.rules()) {
      BoundRule bound = call.bind(rule);
      if (bound == null) {
        continue;
      }
      switch (bound.condition().test(call)) {
        case FALSE -> {
          harmless.add(rule);
          continue;
        }
        case UNDECIDED -> undecided.add(rule);
        case TRUE -> {}
      }
      applying.add(rule);
    }
    return new Verdict(strictest(applying), applying, undecided, harmless);
  }

  /** Of a call that these rules apply to. */
  static Verdict of(List<Rule> applying) {
    return new Verdict(strictest(applying), applying, List.of(), List.of());
  }

  /** The strictest decision of the rules; null of none. */
  static @Nullable Decision strictest(List<Rule> rules) {
    Decision strictest = null;
    for (Rule rule : rules) {
      boolean stricter = strictest == null || rule.decide().compareTo(strictest) < 0;
      strictest = stricter ? rule.decide() : strictest;
    }
    return strictest;
  }
}
