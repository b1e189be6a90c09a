package dev.callgate.acceptance.hostile;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * All routes of one group on one JDK: without the agent, with a person who rejects everything, with
 * one who approves everything.
 */
record RouteTable(String title, Attempts ungated, Attempts rejected, Attempts approved) {

  /** Routes that did their deed although every call was rejected. */
  Set<String> bypassed() {
    return new TreeSet<>(rejected.effects());
  }

  /** Routes that this JVM has and that lead nowhere even without a gate: they show nothing. */
  Set<String> leadingNowhere() {
    Set<String> nowhere = new TreeSet<>(ungated.possible());
    nowhere.removeAll(ungated.effects());
    return nowhere;
  }

  /** Routes that a yes did not open. */
  Set<String> closedDespiteApproval() {
    Set<String> closed = new TreeSet<>(ungated.effects());
    closed.removeAll(approved.effects());
    return closed;
  }

  String verdict(String route) {
    if (rejected.effects().contains(route)) {
      return "BYPASSED";
    }
    return ungated.effects().contains(route) ? "HELD" : "NOT POSSIBLE";
  }

  /** For people. */
  List<String> lines() {
    return ungated.ends().keySet().stream()
        .map(
            route ->
                "%-48s | %-7s | %-8s | %-8s | %s"
                    .formatted(
                        route,
                        effect(ungated, route),
                        effect(rejected, route),
                        effect(approved, route),
                        verdict(route)))
        .toList();
  }

  static String head() {
    return "%-48s | %-7s | %-8s | %-8s | %s"
        .formatted("route", "ungated", "rejected", "approved", "verdict");
  }

  private static String effect(Attempts attempts, String route) {
    return attempts.effects().contains(route) ? "effect" : "-";
  }

  @Override
  public String toString() {
    Set<String> surprising = bypassed();
    surprising.addAll(leadingNowhere());
    surprising.addAll(closedDespiteApproval());
    StringBuilder text = new StringBuilder(title);
    for (String route : surprising) {
      text.append('\n').append(route).append(' ').append(verdict(route));
      text.append("\n  ungated: ").append(ungated.ends().get(route));
      text.append("\n  rejected: ").append(rejected.ends().get(route));
      text.append("\n  approved: ").append(approved.ends().get(route));
    }
    return text.toString();
  }
}
