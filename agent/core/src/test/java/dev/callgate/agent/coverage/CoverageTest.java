package dev.callgate.agent.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.Outcome;
import dev.callgate.protocol.CoverageReport;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.OutcomeCount;
import dev.callgate.protocol.RuleCoverage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is said about the numbers, to people and to an approver. */
class CoverageTest {
  @Test
  void theEndIsOneLineAndOneForWhatLooksWrong() {
    CoverageReport report =
        report(
            rule("p/busy", 2, 100, 97, 3, 0),
            rule("p/dead", 0, 0, 0, 0, 0),
            rule("p/vague", 1, 4, 3, 1, 1),
            rule("pack:p/absent", 0, 0, 0, 0, 0));

    assertThat(CoverageLines.of(report, Set.of("pack:p/absent")))
        .containsExactly(
            "callgate: coverage: 4 rules in 3 methods; p/busy: 100 calls, 3 held, 97 allowed by"
                + " condition; p/vague: 4 calls, 1 held, 3 allowed by condition",
            "callgate: CG-206 rule held nothing: p/dead (p.yaml:1); no method it names was loaded"
                + " in this run",
            "callgate: CG-208 rule could not be decided: p/vague (p.yaml:1) in 1 of 4 calls, at"
                + " first because of arg amount gt, line 7; each counted as a match");
  }

  @Test
  void anUncalledBuiltInRuleIsNothingToTell() {
    assertThat(
            CoverageLines.of(
                report(rule("builtin/irreversible", 0, 0, 0, 0, 0)),
                Set.of("builtin/irreversible")))
        .containsExactly("callgate: coverage: 1 rule in 0 methods; none was called");
  }

  @Test
  void aReportThatFitsIsSentWhole() {
    CoverageReport report = report(rule("p/busy", 2, 100, 97, 3, 0));

    assertThat(Coverage.sendable(report)).isEqualTo(report);
  }

  @Test
  void aReportThatDoesNotFitLosesRulesWithoutCallsFirst() {
    List<RuleCoverage> rules = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      rules.add(rule("p/rule-" + i, 1, i % 10 == 9 ? 5 : 0, 0, 0, 0));
    }

    CoverageReport sent = Coverage.sendable(report(rules.toArray(RuleCoverage[]::new)));

    assertThat(Json.write(sent).length).isBetween(100_000, 180_000);
    assertThat(sent.rules().size() + sent.rulesLeftOut()).isEqualTo(2000);
    assertThat(sent.rulesLeftOut()).isPositive();
    assertThat(sent.rules()).filteredOn(rule -> rule.seen() > 0).hasSize(200);
  }

  private static CoverageReport report(RuleCoverage... rules) {
    long methods = 0;
    for (RuleCoverage rule : rules) {
      methods += rule.woven();
    }
    return new CoverageReport(
        CoverageReport.VERSION, "jvm", 1, 1, true, "sha256:x", methods, 0, 0, 0, List.of(rules), 0);
  }

  private static RuleCoverage rule(
      String id, long woven, long seen, long spared, long held, long undecided) {
    return new RuleCoverage(
        id,
        "p.yaml:1",
        "gate",
        "gate",
        woven,
        woven,
        0,
        spared,
        seen - spared,
        undecided,
        undecided == 0 ? null : "arg amount gt, line 7",
        held,
        0,
        0,
        0,
        0,
        0,
        0,
        held == 0 ? List.of() : List.of(new OutcomeCount(Outcome.APPROVED, held)));
  }
}
