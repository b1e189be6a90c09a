package dev.callgate.policy;

import dev.callgate.policy.condition.Glob;
import java.util.List;

/**
 * What else the approval of a call lets through: calls that its body makes while it runs, held by
 * other rules, so many of them, with such arguments. Immutable.
 *
 * @param rules rules by their whole id, or {@code POLICY/*} with stars after the slash
 * @param atMost how many calls; from 1 to {@link #MOST}
 * @param demand what their arguments must be
 * @param parameters the arguments that {@link Demand#SHOWN} is about, by the names that the covered
 *     rule gives them; empty for every argument
 */
public record Cover(List<String> rules, int atMost, Demand demand, List<String> parameters) {
  /** Nobody can weigh more calls than that with one yes. */
  public static final int MOST = 100;

  private static final char SLASH = '/';
  private static final char STAR = '*';

  /** What a covered call's arguments must be. */
  public enum Demand {
    /** Values that the reviewer saw among the approved call's arguments, in the same order. */
    SHOWN,
    /**
     * The approved call's own arguments, all of them in order: the very objects, whatever the body
     * has done to them since, or values that are equal.
     */
    SAME
  }

  public Cover {
    rules = List.copyOf(rules);
    parameters = List.copyOf(parameters);
  }

  /**
   * Whether calls that {@code rule} holds may be covered. One that refuses never is. One of
   * critical risk only where its own id stands here, and a locked one only by a rule of its own
   * file.
   *
   * @param by the rule whose approval would cover it
   */
  public boolean isAbout(Rule rule, Rule by) {
    if (rule.decide() == Decision.DENY || rule.locked() && !policy(rule).equals(policy(by))) {
      return false;
    }
    for (String pattern : rules) {
      boolean fits =
          isLiteral(pattern)
              ? pattern.equals(rule.origin())
              : rule.risk() != Risk.CRITICAL && fits(pattern, rule.origin());
      if (fits) {
        return true;
      }
    }
    return false;
  }

  /** Whether it names one rule. */
  public static boolean isLiteral(String pattern) {
    return pattern.indexOf(STAR) < 0;
  }

  /** Whether the pattern is about a rule of this id. The policy's name has no stars. */
  public static boolean fits(String pattern, String id) {
    int slash = pattern.indexOf(SLASH);
    return id.startsWith(pattern.substring(0, slash + 1))
        && Glob.of(pattern.substring(slash + 1)).matches(id.substring(slash + 1));
  }

  private static String policy(Rule rule) {
    return rule.id().substring(0, rule.id().indexOf(SLASH));
  }
}
