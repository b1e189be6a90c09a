package dev.callgate.agent.start;

import dev.callgate.agent.gate.GateTable;
import dev.callgate.policy.ClassPattern;
import dev.callgate.policy.PolicySet;
import dev.callgate.policy.Rule;
import java.util.ArrayList;
import java.util.List;

/**
 * Rules on the JDK's own classes. Those classes are all there before {@code main}, so whatever such
 * a rule names must be woven now; a typo in it ends the start.
 */
final class JdkRules {
  private JdkRules() {}

  /**
   * Loads the JDK classes that rules name, so that they are settled with the others.
   *
   * @throws StartRefusedException when one does not exist in this JDK
   */
  static void load(PolicySet policy) throws StartRefusedException {
    for (Rule rule : policy.rules()) {
      for (String name : names(rule)) {
        try {
          Class.forName(name, false, ClassLoader.getPlatformClassLoader());
        } catch (ClassNotFoundException e) {
          if (rule.optional()) {
            // another version of the JDK, for which the pack has said so
            continue;
          }
          throw new StartRefusedException(
              "CG-008",
              "rule "
                  + rule.id()
                  + " ("
                  + rule.source()
                  + ") names a class that this JDK does not have: "
                  + name,
              "correct the name");
        }
      }
    }
  }

  /**
   * @throws StartRefusedException when a rule on exactly named JDK classes stands in no method
   */
  static void check(PolicySet policy, GateTable gates) throws StartRefusedException {
    for (Rule rule : policy.rules()) {
      boolean classesOnly =
          rule.match().subtypesOf().isEmpty() && rule.match().annotations().isEmpty();
      if (classesOnly && !names(rule).isEmpty() && gates.wovenBy(rule.id()) == 0) {
        throw new StartRefusedException(
            "CG-008",
            "rule " + rule.id() + " (" + rule.source() + ") holds no method of " + names(rule),
            "correct its class or method");
      }
    }
  }

  private static List<String> names(Rule rule) {
    List<String> names = new ArrayList<>(rule.match().subtypesOf());
    for (ClassPattern pattern : rule.match().classes()) {
      String exact = pattern.exactName();
      if (exact != null) {
        names.add(exact);
      }
    }
    List<String> jdk = new ArrayList<>();
    for (String name : names) {
      // Nobody but the JDK can define a class in java.*.
      if (name.startsWith("java.")) {
        jdk.add(name);
      }
    }
    return jdk;
  }
}
