package dev.callgate.scan;

import java.util.List;

/**
 * What a scan found out.
 *
 * @param classes how many classes the class path has
 * @param archives how many jars they came from
 * @param jdkClasses how many of the JDK's were looked at
 * @param rules every rule and what it holds, in the order of the policies
 * @param findings in the order of the rules
 * @param uncovered the likeliest first
 * @param packs that would apply
 * @param notes lines about what was left out
 */
public record ScanReport(
    int classes,
    int archives,
    int jdkClasses,
    List<RuleScan> rules,
    List<Finding> findings,
    List<UncoveredMethod> uncovered,
    List<ApplyingPack> packs,
    List<String> notes) {
  public ScanReport {
    rules = List.copyOf(rules);
    findings = List.copyOf(findings);
    uncovered = List.copyOf(uncovered);
    packs = List.copyOf(packs);
    notes = List.copyOf(notes);
  }

  /** Whether a rule is not what its author believes. */
  public boolean hasErrors() {
    return findings.stream().anyMatch(finding -> finding.level() == Level.ERROR);
  }

  /** The same with other findings. */
  public ScanReport withFindings(List<Finding> others) {
    return new ScanReport(classes, archives, jdkClasses, rules, others, uncovered, packs, notes);
  }

  /** The same with those uncovered methods only. */
  public ScanReport withUncovered(List<UncoveredMethod> others) {
    return new ScanReport(classes, archives, jdkClasses, rules, findings, others, packs, notes);
  }
}
