package dev.callgate.cli.agents;

import dev.callgate.approver.api.AgentSummary;
import dev.callgate.cli.client.JvmCoverage;
import dev.callgate.cli.terminal.CallWords;
import dev.callgate.cli.terminal.SafeText;
import dev.callgate.cli.terminal.TextTable;
import dev.callgate.cli.terminal.TimeSpan;
import dev.callgate.protocol.CoverageReport;
import dev.callgate.protocol.OutcomeCount;
import dev.callgate.protocol.RuleCoverage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A report for people: a line for each rule, and one for whatever should not go unnoticed. */
public final class CoverageTable {
  private CoverageTable() {}

  /** Its lines; safe to print. */
  public static List<String> lines(JvmCoverage coverage) {
    AgentSummary agent = coverage.agent().summary();
    CoverageReport report = coverage.report();
    List<String> lines = new ArrayList<>();
    lines.add(
        SafeText.of(agent.application(), 40)
            + (agent.environment() == null ? "" : " (" + SafeText.of(agent.environment(), 40) + ")")
            + ", process "
            + SafeText.of(agent.pid() + " on " + agent.host(), 60)
            + ", JVM "
            + CallWords.shortId(agent.jvm())
            + ", "
            + coverage.agent().state()
            + ", reported "
            + TimeSpan.words(agent.nowMillis() - agent.reportedAtMillis())
            + " ago");
    lines.add(
        "policy "
            + AgentsCommand.shortDigest(report.ruleSetDigest())
            + ", "
            + report.methods()
            + (report.methods() == 1 ? " method woven" : " methods woven"));
    table(report).lines().forEach(lines::add);
    notes(report, lines);
    return lines;
  }

  private static TextTable table(CoverageReport report) {
    TextTable table =
        new TextTable(
            "RULE",
            "DECIDES",
            "METHODS",
            "CALLS",
            "ALLOWED",
            "HELD",
            "DENIED",
            "RECORDED",
            "UNDECIDED",
            "HOW THE HELD ONES ENDED");
    for (RuleCoverage rule : report.rules()) {
      table.row(
          SafeText.of(rule.rule(), 80),
          SafeText.of(rule.decide(), 10)
              + (rule.decide().equals(rule.written())
                  ? ""
                  : " (" + SafeText.of(rule.written(), 10) + ")"),
          rule.woven() == rule.matched()
              ? Long.toString(rule.woven())
              : rule.woven() + " of " + rule.matched(),
          Long.toString(rule.seen()),
          Long.toString(rule.spared()),
          would(rule.held(), rule.wouldHold()),
          would(rule.denied(), rule.wouldDeny()),
          Long.toString(rule.audited()),
          Long.toString(rule.undecided()),
          ended(rule));
    }
    return table;
  }

  private static String would(long really, long would) {
    return would == 0 ? Long.toString(really) : really + " (" + would + ")";
  }

  private static String ended(RuleCoverage rule) {
    long waiting = rule.held();
    for (OutcomeCount each : rule.ended()) {
      waiting -= each.calls();
    }
    String ended =
        rule.ended().stream()
            .map(each -> each.calls() + " " + each.outcome().name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    return waiting <= 0 ? ended : (ended.isEmpty() ? "" : ended + ", ") + waiting + " waiting";
  }

  private static void notes(CoverageReport report, List<String> lines) {
    long would = 0;
    for (RuleCoverage rule : report.rules()) {
      String id = SafeText.of(rule.rule(), 80);
      would += rule.wouldHold() + rule.wouldDeny();
      if (rule.woven() == 0) {
        lines.add(id + " stands in no method so far");
      }
      if (rule.refusedClasses() > 0) {
        lines.add(id + " kept " + rule.refusedClasses() + " classes from loading");
      }
      if (rule.undecided() > 0) {
        lines.add(
            id
                + " could not be decided in "
                + rule.undecided()
                + " of "
                + rule.seen()
                + " calls, at first because of "
                + SafeText.of(String.valueOf(rule.undecidedBy()), 200));
      }
      if (rule.unasked() > 0) {
        lines.add(id + " refused " + rule.unasked() + " calls because nobody could be asked");
      }
      if (rule.covered() > 0) {
        lines.add(id + " let " + rule.covered() + " calls run as a part of an approved one");
      }
    }
    if (would > 0) {
      lines.add("in brackets: what would be, if this environment did not only record");
    }
    if (report.refusedClasses() > 0) {
      lines.add(report.refusedClasses() + " classes were not loaded");
    }
    if (report.gateFailures() > 0) {
      lines.add(report.gateFailures() + " calls were refused because the gate itself failed");
    }
    if (report.strippedClasses() > 0) {
      lines.add(
          "another agent took gates out of classes "
              + report.strippedClasses()
              + " times, which was undone");
    }
    if (report.rulesLeftOut() > 0) {
      lines.add(report.rulesLeftOut() + " more rules did not fit into the report");
    }
  }
}
