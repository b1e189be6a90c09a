package dev.callgate.agent.fact;

import dev.callgate.policy.Decision;
import dev.callgate.policy.Gate;
import dev.callgate.policy.Match;
import dev.callgate.policy.MethodPattern;
import dev.callgate.policy.Parameter;
import dev.callgate.policy.PolicySet;
import dev.callgate.policy.Rejection;
import dev.callgate.policy.Risk;
import dev.callgate.policy.Rule;
import dev.callgate.policy.condition.Facts;
import dev.callgate.policy.condition.Glob;
import dev.callgate.policy.condition.When;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Which methods are watched for the facts that a policy names. They are found as gated methods are,
 * by rules that decide nothing: what is a connection or a statement is said in one place.
 */
public final class WatchRules {
  private static final String PREFIX = "fact:";
  private static final Parameter TEXT = new Parameter("java.lang.String", "sql");

  private WatchRules() {}

  /** The policy, and what has to be watched for it; the policy itself when that is nothing. */
  public static PolicySet addedTo(PolicySet policy) {
    boolean text = false;
    boolean rows = false;
    for (Rule rule : policy.rules()) {
      text |= rule.when().names(Facts.PREPARED_SQL);
      rows |= rule.when().names(Facts.ROWS_IN_TRANSACTION);
    }
    if (!text && !rows) {
      return policy;
    }
    List<Rule> rules = new ArrayList<>(policy.rules());
    List<MethodPattern> ofConnections =
        new ArrayList<>(
            List.of(given("prepareStatement", TEXT, true), given("prepareCall", TEXT, true)));
    if (rows) {
      ofConnections.add(new MethodPattern(Glob.of("createStatement"), null, false));
      ofConnections.add(given("commit"));
      ofConnections.add(given("rollback"));
      ofConnections.add(given("rollback", new Parameter("java.sql.Savepoint", null), false));
      ofConnections.add(given("setAutoCommit", new Parameter("boolean", null), false));
      ofConnections.add(given("getAutoCommit"));
      ofConnections.add(given("close"));
      List<MethodPattern> ofStatements = new ArrayList<>();
      for (String name :
          new String[] {"execute", "executeUpdate", "executeLargeUpdate", "executeQuery"}) {
        ofStatements.add(given(name));
        ofStatements.add(given(name, TEXT, true));
      }
      for (String name :
          new String[] {
            "executeBatch", "executeLargeBatch", "getUpdateCount", "getLargeUpdateCount"
          }) {
        ofStatements.add(given(name));
      }
      rules.add(rule(Facts.ROWS_IN_TRANSACTION, "java.sql.Statement", ofStatements));
    }
    rules.add(rule(Facts.PREPARED_SQL, "java.sql.Connection", ofConnections));
    return new PolicySet(rules, policy.digest());
  }

  /** Whether a rule is one of these. */
  public static boolean isOne(Rule rule) {
    return rule.id().startsWith(PREFIX);
  }

  private static MethodPattern given(String name) {
    return new MethodPattern(Glob.of(name), List.of(), false);
  }

  private static MethodPattern given(String name, Parameter first, boolean open) {
    return new MethodPattern(Glob.of(name), List.of(first), open);
  }

  private static Rule rule(String fact, String root, List<MethodPattern> methods) {
    return new Rule(
        PREFIX + fact,
        PREFIX + fact,
        null,
        new Match(List.of(), List.of(), List.of(root), methods, List.of()),
        new When.Always(),
        Decision.AUDIT,
        Gate.standard(),
        new Rejection.Throw(),
        Risk.LOW,
        null,
        null,
        List.of(),
        List.of(),
        Set.of(),
        false,
        Set.of(),
        /* optional= */ true,
        Decision.AUDIT);
  }
}
