package dev.callgate.agent.coverage;

import dev.callgate.protocol.CoverageReport;
import dev.callgate.protocol.RuleCoverage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What people are told on standard error when the program ends: the sum, and what looks wrong. */
final class CoverageLines {
  private static final int MOST_RULES = 5;

  private CoverageLines() {}

  /**
   * @param mayBeIdle the rules of which it is nothing to tell that they held nothing
   */
  static List<String> of(CoverageReport report, Set<String> mayBeIdle) {
    List<String> lines = new ArrayList<>();
    lines.add("callgate: coverage: " + sum(report));
    for (RuleCoverage rule : report.rules()) {
      // Classes load late, so only now is it certain that a rule held nothing.
      if (rule.woven() == 0 && !mayBeIdle.contains(rule.rule())) {
        lines.add(
            "callgate: CG-206 rule held nothing: "
                + rule.rule()
                + " ("
                + rule.source()
                + "); no method it names was loaded in this run");
      }
      if (rule.undecided() > 0) {
        lines.add(
            "callgate: CG-208 rule could not be decided: "
                + rule.rule()
                + " ("
                + rule.source()
                + ") in "
                + rule.undecided()
                + " of "
                + calls(rule.seen())
                + ", at first because of "
                + rule.undecidedBy()
                + "; each counted as a match");
      }
    }
    return lines;
  }

  // A call that several rules are about is in each one's numbers, so there is no sum of calls.
  private static String sum(CoverageReport report) {
    int rules = report.rules().size();
    StringBuilder text = new StringBuilder();
    text.append(rules).append(rules == 1 ? " rule in " : " rules in ");
    text.append(report.methods()).append(report.methods() == 1 ? " method" : " methods");
    List<RuleCoverage> called = new ArrayList<>();
    for (RuleCoverage rule : report.rules()) {
      if (rule.applied() > 0) {
        called.add(rule);
      }
    }
    for (RuleCoverage rule : report.rules()) {
      if (rule.applied() == 0 && rule.spared() > 0) {
        called.add(rule);
      }
    }
    for (RuleCoverage rule : called.subList(0, Math.min(MOST_RULES, called.size()))) {
      text.append("; ").append(rule.rule()).append(": ").append(one(rule));
    }
    if (called.size() > MOST_RULES) {
      text.append("; and ").append(called.size() - MOST_RULES).append(" more");
    }
    return text.append(called.isEmpty() ? "; none was called" : "").toString();
  }

  private static String one(RuleCoverage rule) {
    StringBuilder text = new StringBuilder(calls(rule.seen()));
    add(text, rule.held(), "held");
    add(text, rule.denied(), "denied");
    add(text, rule.unasked(), "refused unasked");
    add(text, rule.wouldHold(), "would have been held");
    add(text, rule.wouldDeny(), "would have been denied");
    add(text, rule.audited() - rule.wouldHold() - rule.wouldDeny(), "recorded");
    add(text, rule.covered(), "covered by their caller's approval");
    add(text, rule.spared(), "allowed by condition");
    return text.toString();
  }

  private static void add(StringBuilder text, long number, String what) {
    if (number > 0) {
      text.append(", ").append(number).append(' ').append(what);
    }
  }

  private static String calls(long number) {
    return number == 1 ? "1 call" : number + " calls";
  }
}
