package dev.callgate.policy.trial;

import dev.callgate.policy.Decision;
import dev.callgate.policy.Level;
import dev.callgate.policy.PolicyTest;
import dev.callgate.policy.Problem;
import dev.callgate.policy.Rule;
import dev.callgate.policy.yaml.Quoted;
import java.util.ArrayList;
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
  private static final String PACK = "pack:";

  /**
   * Whether the decision and the rules behind it are those the author wants. A file's tests are
   * about the file: a rule of a pack that it includes counts only where the test names one, so that
   * a new rule in a pack breaks no test.
   */
  public boolean passed() {
    List<Rule> judged = judged();
    return Verdict.strictest(judged) == test.expected() && ids(judged).equals(test.rules());
  }

  /** The ids of all rules that apply. */
  public Set<String> applying() {
    return ids(verdict.applying());
  }

  /**
   * The rules of packs that make the call stricter than the test wants it; empty when the test
   * names rules of packs, which then count like its own.
   */
  public List<Rule> stricter() {
    List<Rule> stricter = new ArrayList<>();
    List<Rule> judged = judged();
    for (Rule rule : verdict.applying()) {
      Decision wanted = test.expected();
      if (!judged.contains(rule) && (wanted == null || rule.decide().compareTo(wanted) < 0)) {
        stricter.add(rule);
      }
    }
    return stricter;
  }

  /** What the author should know about {@link #stricter}; null when there is nothing. */
  public @Nullable Problem warning() {
    List<Rule> stricter = stricter();
    if (!passed() || stricter.isEmpty()) {
      return null;
    }
    Decision decision = Verdict.strictest(stricter);
    List<Rule> strictest = new ArrayList<>();
    for (Rule rule : stricter) {
      if (rule.decide() == decision) {
        strictest.add(rule);
      }
    }
    String message =
        Quoted.of(test.name())
            + " is "
            + (test.expected() == null ? "allowed" : "only " + past(test.expected()))
            + " by this file, but "
            + String.join(" and ", ids(strictest))
            + (strictest.size() == 1 ? " " : " each ")
            + (decision == null ? "" : present(decision))
            + " it";
    return new Problem(
        test.at().file(),
        test.at().line(),
        test.at().column(),
        Level.WARNING,
        "TST005",
        message,
        "switch that rule off with a reason, or name it in rules");
  }

  private static String past(Decision decision) {
    return switch (decision) {
      case DENY -> "refused";
      case GATE -> "held";
      case AUDIT -> "recorded";
    };
  }

  private static String present(Decision decision) {
    return switch (decision) {
      case DENY -> "refuses";
      case GATE -> "holds";
      case AUDIT -> "records";
    };
  }

  private List<Rule> judged() {
    boolean all = false;
    for (String id : test.rules()) {
      all |= id.startsWith(PACK) && !id.startsWith(test.policy() + "/");
    }
    List<Rule> judged = new ArrayList<>();
    for (Rule rule : verdict.applying()) {
      if (all || !rule.isOfPack() || rule.id().startsWith(test.policy() + "/")) {
        judged.add(rule);
      }
    }
    return judged;
  }

  private static Set<String> ids(List<Rule> rules) {
    Set<String> ids = new LinkedHashSet<>();
    for (Rule rule : rules) {
      ids.add(rule.origin());
    }
    return ids;
  }

  /** What happens, and what was wanted when that is something else; one line. */
  public String toLine() {
    if (passed()) {
      return "ok   " + test.name() + ": " + word(Verdict.strictest(judged()));
    }
    return "FAIL "
        + test.name()
        + ": "
        + word(Verdict.strictest(judged()))
        + " by "
        + List.copyOf(ids(judged()))
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
