package dev.callgate.cli.agents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.Outcome;
import dev.callgate.cli.CapturedRun;
import dev.callgate.cli.client.TestJvm;
import dev.callgate.cli.serve.ApproverFixture;
import dev.callgate.cli.system.PrivateFiles;
import dev.callgate.protocol.CoverageReport;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.OutcomeCount;
import dev.callgate.protocol.RuleCoverage;
import dev.callgate.protocol.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class AgentCommandsTest {
  private static final RuleCoverage GATED =
      new RuleCoverage(
          "shop/refunds",
          "p.yaml:3",
          "gate",
          "gate",
          2,
          2,
          0,
          90,
          10,
          1,
          "arg amount gt, line 5",
          10,
          0,
          0,
          0,
          0,
          0,
          0,
          List.of(new OutcomeCount(Outcome.APPROVED, 6), new OutcomeCount(Outcome.REJECTED, 3)));
  private static final RuleCoverage RECORDED =
      new RuleCoverage(
          "shop/\u001b[2Jdrop",
          "p.yaml:9",
          "audit",
          "deny",
          0,
          0,
          1,
          0,
          4,
          0,
          null,
          0,
          0,
          0,
          0,
          4,
          0,
          4,
          List.of());

  private Path directory;
  private ApproverFixture approver;

  @BeforeEach
  void start() throws Exception {
    directory = Files.createTempDirectory("callgate-agents-test");
    approver = ApproverFixture.start(directory, "--listen", "127.0.0.1:0", "--name", "alice");
  }

  @AfterEach
  void stop() throws Exception {
    approver.close();
    PrivateFiles.deleteTree(directory);
  }

  private CapturedRun callgate(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--connection");
    all.add(approver.connection());
    return CapturedRun.of(all.toArray(String[]::new));
  }

  @Test
  void whereNobodyEnrolledThereIsNothingToShow() {
    assertThat(callgate("agents"))
        .isEqualTo(new CapturedRun(0, "", "callgate: no JVM has enrolled\n"));
    assertThat(callgate("coverage").status()).isEqualTo(1);
    assertThat(callgate("coverage").err()).contains("no JVM has enrolled").hasLineCount(1);
  }

  @Test
  void agentsShowsWhatWaitsWhereAndWhoHasEnded() throws Exception {
    TestJvm first = TestJvm.enrol(approver.agentConfiguration());
    TestJvm second = TestJvm.enrol(approver.agentConfiguration());
    first.ask("C-1", 60_000, Verdict.APPROVE, Verdict.REJECT);
    second.report(true, GATED);

    List<String> lines = callgate("agents").out().lines().toList();

    assertThat(lines).hasSize(3);
    assertThat(line(lines, first)).containsPattern(" running .* 1$");
    assertThat(line(lines, second)).containsPattern(" ended .* 0$");
    JsonNode json = Json.readTree(callgate("agents", "-o", "json").out());
    assertThat(json).hasSize(2);
    assertThat(json.findValuesAsString("jvm")).containsExactlyInAnyOrder(first.id(), second.id());
  }

  @Test
  void coverageIsATableWithEverythingThatShouldNotGoUnnoticed() throws Exception {
    TestJvm jvm = TestJvm.enrol(approver.agentConfiguration());
    jvm.report(false, GATED, RECORDED);

    String out = callgate("coverage").out();

    assertThat(out.lines())
        .anyMatch(
            line ->
                line.matches(
                    "shop/refunds +gate +2 +100 +90 +10 +0 +0 +1 +6 approved, 3 rejected, 1"
                        + " waiting"))
        .anyMatch(
            line -> line.matches("shop/.*drop +audit \\(deny\\) +0 +4 +0 +0 +0 \\(4\\) +4 +0"))
        .contains(
            "shop/refunds could not be decided in 1 of 100 calls, at first because of arg amount"
                + " gt, line 5",
            "in brackets: what would be, if this environment did not only record")
        .anyMatch(line -> line.endsWith("drop stands in no method so far"))
        .anyMatch(line -> line.endsWith("drop kept 1 classes from loading"));
    assertThat(out).doesNotContain("\u001b");
  }

  @Test
  void aJvmIsNamedByTheBeginningOfItsId() throws Exception {
    TestJvm jvm = TestJvm.enrol(approver.agentConfiguration());
    CoverageReport report = jvm.report(true, GATED);

    CapturedRun run = callgate("coverage", jvm.id().substring(0, 9), "-o", "json");

    assertThat(run.status()).isZero();
    assertThat(
            Json.mapper().treeToValue(Json.readTree(run.out()).get("report"), CoverageReport.class))
        .isEqualTo(report);
    assertThat(callgate("coverage", "zzzz").status()).isEqualTo(1);
    assertThat(callgate("coverage", "zzzz").err()).contains("no such JVM: zzzz").hasLineCount(1);
  }

  @Test
  void aJvmThatHasNotReportedSaysSo() throws Exception {
    TestJvm jvm = TestJvm.enrol(approver.agentConfiguration());

    CapturedRun run = callgate("coverage", jvm.id());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("has not reported yet").hasLineCount(1);
  }

  private static String line(List<String> lines, TestJvm jvm) {
    return lines.stream()
        .filter(line -> line.startsWith(jvm.id().substring(0, 8)))
        .findFirst()
        .orElseThrow();
  }
}
