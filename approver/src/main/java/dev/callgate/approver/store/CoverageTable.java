package dev.callgate.approver.store;

import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What the rules have done in each JVM: its latest report, and no earlier one. */
public final class CoverageTable {
  private CoverageTable() {}

  /** Puts a report in the place of the one before. */
  public static void put(Handle handle, CoverageRow report) {
    handle
        .createUpdate(
            """
            INSERT INTO coverage (jvm, seq, last, rule_set_digest, envelope, received_at)
            VALUES (:jvm, :seq, :last, :rules, :envelope, :at)
            ON CONFLICT (jvm) DO UPDATE SET seq = :seq, last = :last, rule_set_digest = :rules,
                envelope = :envelope, received_at = :at
            """)
        .bind("jvm", report.jvm())
        .bind("seq", report.seq())
        .bind("last", report.last() ? 1 : 0)
        .bind("rules", report.ruleSetDigest())
        .bind("envelope", report.envelope())
        .bind("at", report.receivedAt())
        .execute();
  }

  /** The latest report of this JVM. */
  public static Optional<CoverageRow> of(Handle handle, String jvm) {
    return handle
        .createQuery("SELECT * FROM coverage WHERE jvm = :jvm")
        .bind("jvm", jvm)
        .map(
            (row, context) ->
                new CoverageRow(
                    row.getString("jvm"),
                    row.getLong("seq"),
                    row.getLong("last") == 1,
                    row.getString("rule_set_digest"),
                    row.getBytes("envelope"),
                    row.getLong("received_at")))
        .findOne();
  }
}
