package dev.callgate.policy.read;

import dev.callgate.policy.Decision;
import dev.callgate.policy.Gate;
import dev.callgate.policy.Match;
import dev.callgate.policy.Rule;
import dev.callgate.policy.condition.When;
import dev.callgate.policy.yaml.Place;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One of a policy's {@code exceptions}.
 *
 * @param policy what the ids of its own file's rules begin with
 * @param id within its policy
 * @param of full ids of the rules it makes weaker
 * @param decide what is decided instead; null to allow
 * @param gate how, when it still asks
 * @param when for which calls, where nothing undecided counts
 * @param match on which of the rules' methods; null for all
 * @param environments where; empty for everywhere
 * @param ends when it is over, in milliseconds since 1970
 */
record Relaxation(
    String policy,
    String id,
    Place at,
    Set<String> of,
    @Nullable Decision decide,
    Gate gate,
    When when,
    @Nullable Match match,
    Set<String> environments,
    long ends) {
  /** What tells it from all other exceptions of the rule. */
  String nameIn(Rule rule) {
    return rule.id().startsWith(policy + "/") ? id : policy + "/" + id;
  }

  /** Whether this makes a rule with that decision weaker. */
  boolean weakens(Decision decision) {
    return weakness(decide) > weakness(decision);
  }

  static int weakness(@Nullable Decision decision) {
    return decision == null
        ? 3
        : switch (decision) {
          case DENY -> 0;
          case GATE -> 1;
          case AUDIT -> 2;
        };
  }

  /** The calls it is meant for, as long as it lasts. */
  When inForce() {
    When calls = new When.Definitely(new When.All(List.of(when, new When.Until(ends))));
    return match == null ? calls : new When.Within(match, calls);
  }
}
