package dev.callgate.cli.policy;

import dev.callgate.cli.terminal.SafeText;
import dev.callgate.scan.ApplyingPack;
import dev.callgate.scan.Finding;
import dev.callgate.scan.LambdaSite;
import dev.callgate.scan.Level;
import dev.callgate.scan.RuleScan;
import dev.callgate.scan.ScanCode;
import dev.callgate.scan.ScanReport;
import dev.callgate.scan.Signature;
import dev.callgate.scan.UncoveredMethod;
import dev.callgate.scan.WovenMethod;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A scan's report for people. */
final class ScanText {
  private static final int TYPES = 5;
  private static final int METHODS = 4;
  private static final int NOTES = 5;

  private final PrintStream out;
  private final boolean verbose;
  private final int uncoveredShown;

  ScanText(PrintStream out, boolean verbose, int uncoveredShown) {
    this.out = out;
    this.verbose = verbose;
    this.uncoveredShown = uncoveredShown;
  }

  void write(ScanReport report) {
    line(
        "scanned "
            + counted(report.classes(), "class", "classes")
            + " from "
            + counted(report.archives(), "jar", "jars")
            + (report.jdkClasses() == 0
                ? ""
                : " and " + counted(report.jdkClasses(), "class", "classes") + " of the JDK"));
    for (RuleScan rule : report.rules()) {
      line("");
      rule(rule, report.findings());
    }
    for (Finding finding : report.findings()) {
      if (finding.rule() == null) {
        line("");
        line(finding.toLine());
      }
    }
    packs(report.packs());
    uncovered(report.uncovered());
    notes(report.notes());
  }

  private void rule(RuleScan rule, List<Finding> findings) {
    String held =
        rule.isDead()
            ? (isWanting(rule, findings) ? "   !! matches nothing" : "   matches nothing here")
            : "   "
                + counted(rule.methods().size(), "method", "methods")
                + " in "
                + counted((int) rule.types(), "type", "types");
    line(rule.rule().origin() + held);
    Map<String, List<WovenMethod>> byType = new LinkedHashMap<>();
    for (WovenMethod method : rule.methods()) {
      byType
          .computeIfAbsent(
              method.type() + " (" + method.origin().label() + ")", type -> new ArrayList<>())
          .add(method);
    }
    byType.entrySet().stream()
        .limit(verbose ? Integer.MAX_VALUE : TYPES)
        .forEach(type -> line("    " + type.getKey() + " [" + methods(type.getValue()) + "]"));
    more(byType.size(), TYPES, "types");
    for (LambdaSite site : rule.lambdas().stream().limit(shown(TYPES)).toList()) {
      line(
          "    lambda: "
              + site.interfaceName()
              + " in "
              + site.type()
              + "."
              + site.method()
              + " ("
              + site.origin().label()
              + ")");
    }
    more(rule.lambdas().size(), TYPES, "lambdas");
    for (Finding finding : findings) {
      if (finding.rule() != null && finding.rule().origin().equals(rule.rule().origin())) {
        line("    " + finding.toLine());
      }
    }
  }

  private static boolean isWanting(RuleScan rule, List<Finding> findings) {
    return findings.stream()
        .anyMatch(
            finding ->
                finding.code() == ScanCode.SCAN01
                    && finding.level() == Level.ERROR
                    && finding.rule() == rule.rule());
  }

  private String methods(List<WovenMethod> methods) {
    List<String> signatures =
        new ArrayList<>(
            methods.stream()
                .limit(shown(METHODS))
                .map(method -> Signature.brief(method.key()))
                .toList());
    if (signatures.size() < methods.size()) {
      signatures.add("… " + (methods.size() - signatures.size()) + " more");
    }
    return String.join(", ", signatures);
  }

  private void packs(List<ApplyingPack> packs) {
    if (!packs.isEmpty()) {
      line("");
      line("packs that would apply (add them to include)");
      packs.forEach(pack -> line("    \"" + pack.include() + "\": " + pack.because()));
    }
  }

  private void uncovered(List<UncoveredMethod> uncovered) {
    if (uncovered.isEmpty()) {
      return;
    }
    line("");
    line(
        "irreversible-looking methods that no rule covers (by their names; --suggest writes rules)");
    uncovered.stream()
        .limit(uncoveredShown)
        .forEach(
            method ->
                line(
                    "    "
                        + method.type()
                        + "."
                        + Signature.brief(method.key())
                        + " ("
                        + method.origin().label()
                        + ")"));
    more(uncovered.size(), uncoveredShown, "methods");
  }

  private void notes(List<String> notes) {
    if (notes.isEmpty()) {
      return;
    }
    line("");
    line("left out");
    notes.stream().limit(shown(NOTES)).forEach(note -> line("    " + note));
    more(notes.size(), NOTES, "lines");
  }

  private void more(int all, int limit, String what) {
    if (!verbose && all > limit) {
      line("    … " + (all - limit) + " more " + what + "; -v shows them");
    }
  }

  private int shown(int limit) {
    return verbose ? Integer.MAX_VALUE : limit;
  }

  private static String counted(int count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }

  private void line(String text) {
    out.println(SafeText.of(text));
  }
}
