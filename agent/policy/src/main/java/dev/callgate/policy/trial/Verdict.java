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
    Decision strictest = null;
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
      boolean stricter = strictest == null || rule.decide().compareTo(strictest) < 0;
      strictest = stricter ? rule.decide() : strictest;
    }
    return new Verdict(strictest, applying, undecided, harmless);
  }
}
