package dev.callgate.agent.coverage;

import dev.callgate.agent.gate.GateTable;
import dev.callgate.agent.gate.JvmIdentity;
import dev.callgate.policy.PolicySet;
import dev.callgate.policy.Rule;
import dev.callgate.protocol.CoverageReport;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.RuleCoverage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads what every rule has done so far. Thread-safe. */
public final class Coverage {
  // An envelope of it has to fit into the 256 KiB that an approver takes, in base64.
  private static final int LARGEST = 180_000;

  private final JvmIdentity jvm;
  private final PolicySet policy;
  private final GateTable gates;

  public Coverage(JvmIdentity jvm, PolicySet policy, GateTable gates) {
    this.jvm = jvm;
    this.policy = policy;
    this.gates = gates;
  }

  /**
   * Everything, as it is now.
   *
   * @param seq which report it is
   * @param last whether no other follows
   */
  public CoverageReport report(long seq, boolean last) {
    List<RuleCoverage> rules = new ArrayList<>();
    for (Rule rule : policy.rules()) {
      rules.add(gates.coverage(rule));
    }
    return new CoverageReport(
        CoverageReport.VERSION,
        jvm.jvm(),
        seq,
        System.currentTimeMillis(),
        last,
        jvm.ruleSetDigest(),
        gates.size(),
        gates.refusedClasses(),
        gates.failures(),
        gates.strippedClasses(),
        rules,
        0);
  }

  /**
   * The rules of which it is nothing to tell that they held nothing: those of no author, and those
   * of a pack whose library may be absent.
   */
  Set<String> mayBeIdle(String builtIn) {
    Set<String> ids = new HashSet<>();
    for (Rule rule : policy.rules()) {
      if (rule.optional() || rule.source().equals(builtIn)) {
        ids.add(rule.id());
      }
    }
    return ids;
  }

  /** The same without so many rules that an approver would not take it; those with calls stay. */
  static CoverageReport sendable(CoverageReport report) {
    CoverageReport smaller = report;
    int most = report.rules().size();
    for (int size = size(smaller); size > LARGEST; size = size(smaller)) {
      most = (int) Math.min(most - 1L, (long) most * LARGEST / size);
      smaller = withRules(report, most);
    }
    return smaller;
  }

  private static int size(CoverageReport report) {
    return Json.write(report).length;
  }

  private static CoverageReport withRules(CoverageReport report, int most) {
    int busy = 0;
    for (RuleCoverage rule : report.rules()) {
      busy += rule.seen() > 0 ? 1 : 0;
    }
    int idle = Math.max(0, most - busy);
    List<RuleCoverage> kept = new ArrayList<>();
    for (RuleCoverage rule : report.rules()) {
      boolean keep = rule.seen() > 0 || idle-- > 0;
      if (keep && kept.size() < most) {
        kept.add(rule);
      }
    }
    return new CoverageReport(
        report.v(),
        report.jvm(),
        report.seq(),
        report.atMillis(),
        report.last(),
        report.ruleSetDigest(),
        report.methods(),
        report.refusedClasses(),
        report.gateFailures(),
        report.strippedClasses(),
        kept,
        report.rules().size() - kept.size());
  }

  /** Whether the second says anything that the first does not say. */
  static boolean sameNumbers(CoverageReport a, CoverageReport b) {
    return a.methods() == b.methods()
        && a.refusedClasses() == b.refusedClasses()
        && a.gateFailures() == b.gateFailures()
        && a.strippedClasses() == b.strippedClasses()
        && a.rules().equals(b.rules());
  }
}
