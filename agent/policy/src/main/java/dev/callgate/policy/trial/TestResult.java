package dev.callgate.policy.trial;

import dev.callgate.policy.Decision;
import dev.callgate.policy.PolicyTest;
import dev.callgate.policy.Rule;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A test and what really happens to its call. Immutable.
 *
 * @param test what its author wants
 * @param verdict what happens
 */
public record TestResult(PolicyTest test, Verdict verdict) {
  /** Whether the decision and the rules behind it are those the author wants. */
  public boolean passed() {
    return verdict.decision() == test.expected() && applying().equals(test.rules());
  }

  /** The ids of the rules that apply. */
  public Set<String> applying() {
    Set<String> ids = new LinkedHashSet<>();
    for (Rule rule : verdict.applying()) {
      ids.add(rule.origin());
    }
    return ids;
  }

  /** What happens, and what was wanted when that is something else; one line. */
  public String toLine() {
    if (passed()) {
      return "ok   " + test.name() + ": " + word(verdict.decision());
    }
    return "FAIL "
        + test.name()
        + ": "
        + word(verdict.decision())
        + " by "
        + List.copyOf(applying())
        + ", wanted "
        + word(test.expected())
        + " by "
        + List.copyOf(test.rules());
  }

  /** As the policy writes it. */
  public static String word(@Nullable Decision decision) {
    return decision == null ? "allow" : decision.name().toLowerCase(Locale.ROOT);
  }
}
