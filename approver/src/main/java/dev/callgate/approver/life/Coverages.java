package dev.callgate.approver.life;

import static dev.callgate.approver.life.SignedObjects.present;
import static dev.callgate.approver.life.SignedObjects.require;

import dev.callgate.approver.api.AuditType;
import dev.callgate.approver.life.Refusal.Code;
import dev.callgate.approver.store.AgentRow;
import dev.callgate.approver.store.AuditEvent;
import dev.callgate.approver.store.AuditLog;
import dev.callgate.approver.store.CoverageRow;
import dev.callgate.approver.store.CoverageTable;
import dev.callgate.approver.store.Database;
import dev.callgate.protocol.CoverageReport;
import dev.callgate.protocol.Envelope;
import dev.callgate.protocol.OutcomeCount;
import dev.callgate.protocol.PayloadType;
import dev.callgate.protocol.RuleCoverage;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * A JVM says what its rules have done. The latest report is kept. The first and the last one are
 * recorded in the audit log, and one whenever other policies are in force than before; the others
 * only count on.
 */
public final class Coverages {
  private final Database database;
  private final Clock clock;

  /** Coverages in {@code database}. */
  public Coverages(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Keeps the report in {@code body}.
   *
   * @throws Refusal when it is not this JVM's signed, whole report, or when a later one is kept
   */
  public CoverageReport keep(AgentRow agent, byte[] body) throws Refusal {
    Envelope envelope = SignedObjects.envelope(body);
    CoverageReport report =
        SignedObjects.open(
            envelope,
            PayloadType.COVERAGE,
            SignedObjects.key(agent.publicKey()),
            CoverageReport.class);
    check(report, agent.id());
    long now = clock.millis();
    return database.write(
        handle -> {
          Optional<CoverageRow> before = CoverageTable.of(handle, agent.id());
          if (before.isPresent() && before.get().seq() >= report.seq()) {
            return again(before.get(), body, report);
          }
          CoverageTable.put(
              handle,
              new CoverageRow(
                  agent.id(), report.seq(), report.last(), report.ruleSetDigest(), body, now));
          boolean tells =
              before.isEmpty()
                  || report.last() && !before.get().last()
                  || !before.get().ruleSetDigest().equals(report.ruleSetDigest());
          if (tells) {
            record(handle, agent, report, envelope, body, now);
          }
          return report;
        });
  }

  private static CoverageReport again(CoverageRow kept, byte[] body, CoverageReport report)
      throws Refusal {
    if (!Arrays.equals(kept.envelope(), body)) {
      throw new Refusal(
          Code.CONFLICT,
          "report " + kept.seq() + " of this JVM is kept already",
          "number reports upwards");
    }
    return report;
  }

  private static void check(CoverageReport report, String jvm) throws Refusal {
    require(report.v() == CoverageReport.VERSION, "coverage reports of version 1 are understood");
    require(jvm.equals(report.jvm()), "jvm is not the one of this session");
    require(report.seq() > 0, "seq is not above 0");
    present(report.ruleSetDigest(), "ruleSetDigest");
    present(report.rules(), "rules");
    for (RuleCoverage rule : report.rules()) {
      present(rule, "one of rules");
      present(rule.rule(), "rule");
      present(rule.source(), "source");
      present(rule.decide(), "decide");
      present(rule.written(), "written");
      present(rule.ended(), "ended");
      for (OutcomeCount each : rule.ended()) {
        present(each, "one of ended");
        present(each.outcome(), "outcome");
      }
    }
  }

  private static void record(
      Handle handle,
      AgentRow agent,
      CoverageReport report,
      Envelope envelope,
      byte[] body,
      long now) {
    TreeMap<String, String> digests = new TreeMap<>();
    digests.put("report", envelope.payloadDigest());
    digests.put("ruleSet", report.ruleSetDigest());
    AuditLog.append(
        handle,
        new AuditEvent(
                now,
                AuditType.COVERAGE_REPORTED,
                null,
                agent.id(),
                "jvm:" + agent.id(),
                (report.last() ? "at its end: " : "")
                    + (report.rules().size() + report.rulesLeftOut())
                    + " rules in "
                    + report.methods()
                    + " methods",
                digests)
            .with("report", body));
  }
}
