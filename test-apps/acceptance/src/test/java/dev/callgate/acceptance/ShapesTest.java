package dev.callgate.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.acceptance.harness.AgentConfiguration;
import dev.callgate.acceptance.harness.ApproverProcess;
import dev.callgate.acceptance.harness.ChildProcess;
import dev.callgate.acceptance.harness.EveryJdk;
import dev.callgate.acceptance.harness.Installation;
import dev.callgate.acceptance.harness.Jdk;
import dev.callgate.acceptance.harness.Jdks;
import dev.callgate.acceptance.harness.Launch;
import dev.callgate.acceptance.harness.TirelessReviewer;
import dev.callgate.acceptance.harness.TirelessReviewer.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * A gated method in every shape, called through every path; the program checks each case itself.
 */
final class ShapesTest {
  /** Cases that hold more than one call. Everywhere else one question covers all bodies. */
  private static final Map<String, Integer> ASKED_MORE_THAN_ONCE =
      Map.of(
          "body/recursion", 4,
          "body/marked-calls-another-marked", 2,
          // The proxy's class implements the marked method too, and could be all there is, as a
          // remote client is; that it only passes the call on, nobody can know beforehand.
          "interface/bridge/proxy", 2,
          "lambda/stream", 3,
          "lambda/composed", 2,
          "path/sixteenth-reflective-call", 40);

  private static ApproverProcess approver;

  @BeforeAll
  static void startApprover(@TempDir Path directory) throws Exception {
    approver = ApproverProcess.start(Jdks.first(), directory);
  }

  @AfterAll
  static void stopApprover() {
    approver.close();
  }

  @EveryJdk
  void noShapeRunsWhenEveryCallIsRejected(Jdk jdk, @TempDir Path temp) throws Exception {
    AgentConfiguration configuration = configuration("rejected");
    try (TirelessReviewer reviewer = reviewer(configuration, Answer.REJECT);
        ChildProcess shapes = shapes(jdk, temp, configuration, "--expect", "refused")) {
      assertAllOk(shapes);
      assertThat(reviewer.asked()).isGreaterThan(0);
    }
  }

  @EveryJdk
  void everyShapeRunsAndIsAskedForOnceWhenEveryCallIsApproved(Jdk jdk, @TempDir Path temp)
      throws Exception {
    AgentConfiguration configuration = configuration("approved");
    try (TirelessReviewer reviewer = reviewer(configuration, Answer.APPROVE);
        ChildProcess shapes = shapes(jdk, temp, configuration, "--expect", "run")) {
      assertAllOk(shapes);
      int expected =
          gatedCases(shapes).stream()
              .mapToInt(name -> ASKED_MORE_THAN_ONCE.getOrDefault(name, 1))
              .sum();
      assertThat(reviewer.asked()).isEqualTo(expected);
    }
  }

  @EveryJdk
  void denyRuleRefusesWithoutAskingAnybody(Jdk jdk, @TempDir Path temp) throws Exception {
    Path deny =
        Files.writeString(
            temp.resolve("deny.callgate.yaml"),
            Files.readString(Installation.file("test-apps/shapes/shapes.callgate.yaml"))
                .replace("decide: gate", "decide: deny"));
    AgentConfiguration configuration = approver.configuration("denied").withPolicy(deny);
    try (TirelessReviewer reviewer = reviewer(configuration, Answer.APPROVE);
        ChildProcess shapes =
            shapes(jdk, temp, configuration, "--expect", "refused", "--cases", "rule/")) {
      assertAllOk(shapes);
      assertThat(reviewer.asked()).isZero();
    }
  }

  private static AgentConfiguration configuration(String name) throws IOException {
    return approver
        .configuration(name)
        .withPolicy(Installation.file("test-apps/shapes/shapes.callgate.yaml"));
  }

  private static TirelessReviewer reviewer(AgentConfiguration configuration, Answer answer)
      throws IOException {
    return TirelessReviewer.start(approver.reviewer(), configuration.application(), answer);
  }

  private static ChildProcess shapes(
      Jdk jdk, Path temp, AgentConfiguration configuration, String... arguments)
      throws IOException {
    return Launch.on(jdk, temp).gatedBy(configuration).jar(Installation.shapes(), arguments);
  }

  private static void assertAllOk(ChildProcess shapes) throws InterruptedException {
    int status = shapes.awaitExit();
    assertThat(shapes.out().lines().stream().filter(line -> !line.endsWith(" OK")).toList())
        .as("%s", shapes.err().text())
        .singleElement()
        .asString()
        .matches("[1-9][0-9]* ok, 0 failed");
    assertThat(status).isZero();
  }

  private static List<String> gatedCases(ChildProcess shapes) {
    return shapes.out().lines().stream()
        .filter(line -> line.startsWith("CASE ") && !line.startsWith("CASE free/"))
        .map(line -> line.split(" ", -1)[1])
        .toList();
  }
}
