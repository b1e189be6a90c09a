package dev.callgate.scan;

import dev.callgate.policy.PolicySet;
import dev.callgate.policy.Rule;
import dev.callgate.protocol.CoverageReport;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.ProtocolException;
import dev.callgate.protocol.RuleCoverage;
import dev.callgate.scan.read.UnreadableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a program that runs, or has run, says of the rules, beside what the scan says. Immutable.
 */
public final class RunningProgram {
  private final CoverageReport report;

  private RunningProgram(CoverageReport report) {
    this.report = report;
  }

  /**
   * Reads the coverage report that an agent wrote.
   *
   * @throws UnreadableException when it cannot be, or is something else
   */
  public static RunningProgram read(Path file) throws UnreadableException {
    try {
      return new RunningProgram(Json.read(Files.readAllBytes(file), CoverageReport.class));
    } catch (IOException e) {
      throw new UnreadableException("the coverage report cannot be read: " + file);
    } catch (ProtocolException e) {
      throw new UnreadableException(
          "no coverage report: "
              + file
              + "; name the file that coverage: {file: ...} in the agent's configuration writes");
    }
  }

  /**
   * The scan's findings, and what differs in the program, or how often each rule was asked there.
   */
  public List<Finding> joined(List<Finding> scanned, List<RuleScan> rules, PolicySet policy) {
    List<Finding> findings = new ArrayList<>(scanned);
    if (!report.ruleSetDigest().equals(policy.digest())) {
      findings.add(
          new Finding(
              ScanCode.SCAN11,
              Level.WARNING,
              null,
              "the program has other policies in force: " + report.ruleSetDigest(),
              "scan with those, or start it again with these"));
    }
    for (RuleScan scan : rules) {
      RuleCoverage covered = of(scan.rule());
      if (covered != null) {
        findings.add(finding(scan, covered));
      }
    }
    return findings;
  }

  private static Finding finding(RuleScan scan, RuleCoverage covered) {
    Rule rule = scan.rule();
    if (covered.refusedClasses() > 0) {
      String message =
          "in the program "
              + covered.refusedClasses()
              + " classes did not load because of the rule";
      return new Finding(ScanCode.SCAN11, Level.WARNING, rule, message, "see what the agent said");
    }
    if (covered.woven() == 0 && !scan.isDead()) {
      return new Finding(
          ScanCode.SCAN11,
          Level.WARNING,
          rule,
          "in the program the rule stood in no method, and here it finds " + scan.methods().size(),
          "its classes were not loaded, or another version of them is in use");
    }
    String message =
        "in the program it stood in "
            + covered.woven()
            + (covered.woven() == 1 ? " method" : " methods")
            + "; calls: "
            + covered.seen()
            + ", held "
            + covered.held()
            + ", denied "
            + covered.denied()
            + ", undecided "
            + covered.undecided();
    return new Finding(ScanCode.SCAN11, Level.NOTE, rule, message, "");
  }

  private @Nullable RuleCoverage of(Rule rule) {
    for (RuleCoverage covered : report.rules()) {
      if (covered.rule().equals(rule.id())) {
        return covered;
      }
    }
    return null;
  }
}
