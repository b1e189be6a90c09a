package dev.callgate.hole;

import dev.callgate.policy.Decision;
import dev.callgate.policy.PolicySet;
import dev.callgate.policy.Rule;
import dev.callgate.policy.condition.When;
import java.util.List;

/** Whether rules stand in every method through which a hole lets something pass. */
final class RuleCover {
  private RuleCover() {}

  static boolean covers(PolicySet policy, List<Sink> sinks) {
    for (Sink sink : sinks) {
      boolean held = false;
      for (Rule rule : policy.rules()) {
        held |= holds(rule, sink);
      }
      if (!held) {
        return false;
      }
    }
    return !sinks.isEmpty();
  }

  // Always: whether a condition leaves something open cannot be told from here.
  private static boolean holds(Rule rule, Sink sink) {
    return rule.decide() != Decision.AUDIT
        && rule.when() instanceof When.Always
        && rule.match().annotations().isEmpty()
        && rule.match().subtypesOf().isEmpty()
        && !rule.match().classes().isEmpty()
        && rule.match().matchesClassName(sink.className())
        && !rule.match().excludes(sink.className(), sink.method())
        && rule.bind(sink.method(), sink.descriptor()) != null;
  }
}
