package dev.callgate.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.acceptance.harness.AgentConfiguration;
import dev.callgate.acceptance.harness.ApproverProcess;
import dev.callgate.acceptance.harness.ChildProcess;
import dev.callgate.acceptance.harness.CommandLine;
import dev.callgate.acceptance.harness.Compiled;
import dev.callgate.acceptance.harness.EveryJdk;
import dev.callgate.acceptance.harness.HeldCall;
import dev.callgate.acceptance.harness.Jdk;
import dev.callgate.acceptance.harness.Launch;
import dev.callgate.acceptance.harness.Reviewer;
import dev.callgate.protocol.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a team is told of its rules: how often each was asked about, and what came of it. */
final class CoverageTest {
  /** Refunds 10 a hundred times and 60 three times; says what ran; waits to be ended when asked. */
  private static final String SHOP =
      """
      package deeds;

      public class Shop {
        static int paid;

        public static void main(String[] arguments) throws Exception {
          for (int i = 0; i < 100; i++) {
            refund("C-" + i, 10);
          }
          for (int i = 0; i < 3; i++) {
            try {
              refund("C-" + i, 60);
            } catch (SecurityException refused) {
              System.out.println("refused");
            }
          }
          System.out.println("paid " + paid);
          if (arguments.length > 0) {
            new java.util.concurrent.CountDownLatch(1).await();
          }
        }

        static void refund(String customer, int amount) {
          paid += amount;
        }
      }
      """;

  private static final String POLICY =
      """
      callgate: 1
      name: shop
      environments:
        production: {}
        shadow: {mode: audit}
      rules:
        - id: refund-over-50
          match: {class: deeds.Shop, method: "refund(String customer, int amount)"}
          when: {arg: amount, gt: 50}
          decide: gate
        - id: never-a-million
          match: {class: deeds.Shop, method: "refund(String customer, int amount)"}
          when: {arg: amount, gte: 1000000}
          decide: deny
        - id: gone
          match: {class: deeds.Removed, method: "remove(String id)"}
          decide: gate
      """;

  @SuppressWarnings("NullAway.Init") // JUnit does
  @TempDir
  private Path temp;

  @EveryJdk
  void heldCallsAreCountedAndTheirTwinsThatAreOnlyRecordedGiveTheSameNumbers(Jdk jdk)
      throws Exception {
    try (ApproverProcess approver = ApproverProcess.start(jdk, temp)) {
      Reviewer reviewer = approver.reviewer();
      Path file = temp.resolve("coverage.json");
      JsonNode held;
      try (ChildProcess program =
          shop(
              jdk, configuration(approver, "production").with("coverage: {file: coverage.json}"))) {
        reviewer.approve(reviewer.awaitHeld(program));
        reviewer.reject(reviewer.awaitHeld(program), "no");
        reviewer.approve(reviewer.awaitHeld(program));
        assertThat(program.awaitExit()).as("%s", program).isZero();
        assertThat(program.out().lines()).containsExactly("refused", "paid 1120");
        held = reviewer.awaitCoverage(program, CoverageTest::isLast);
        assertThat(program.err().lines())
            .contains(
                "callgate: coverage: 4 rules in 1 method; shop/refund-over-50: 103 calls, 3 held,"
                    + " 100 allowed by condition; shop/never-a-million: 103 calls, 103 allowed by"
                    + " condition")
            .anyMatch(line -> line.contains("CG-206 rule held nothing: shop/gone"));
      }
      JsonNode recorded;
      try (ChildProcess program = shop(jdk, configuration(approver, "shadow"))) {
        assertThat(program.awaitExit()).as("%s", program).isZero();
        assertThat(program.out().lines()).containsExactly("paid 1180");
        assertThat(reviewer.asked(program)).as("nobody was asked").isEmpty();
        recorded = reviewer.awaitCoverage(program, CoverageTest::isLast);
      }

      JsonNode rule = rule(held, "shop/refund-over-50");
      assertThat(rule.path("held").asInt()).isEqualTo(3);
      assertThat(rule.path("spared").asInt()).isEqualTo(100);
      assertThat(rule.path("applied").asInt()).isEqualTo(3);
      assertThat(rule.path("woven").asInt()).isEqualTo(1);
      assertThat(rule.path("wouldHold").asInt()).isZero();
      assertThat(rule.path("ended").toString())
          .isEqualTo(
              "[{\"outcome\":\"approved\",\"calls\":2},{\"outcome\":\"rejected\",\"calls\":1}]");
      JsonNode twin = rule(recorded, "shop/refund-over-50");
      assertThat(twin.path("wouldHold").asInt()).isEqualTo(3);
      assertThat(twin.path("spared").asInt()).isEqualTo(100);
      assertThat(twin.path("applied").asInt()).isEqualTo(3);
      assertThat(twin.path("held").asInt()).isZero();
      assertThat(twin.path("decide").asString()).isEqualTo("audit");
      assertThat(twin.path("written").asString()).isEqualTo("gate");
      assertThat(rule(held, "shop/gone").path("woven").asInt()).isZero();

      JsonNode kept = Json.readTree(Files.readString(file));
      assertThat(kept.path("rules")).isEqualTo(held.path("report").path("rules"));
    }
  }

  @EveryJdk
  void jvmThatIsKilledLeavesItsLastReportAndTheCommandsShowIt(Jdk jdk) throws Exception {
    try (ApproverProcess approver = ApproverProcess.start(jdk, temp)) {
      Reviewer reviewer = approver.reviewer();
      AgentConfiguration configuration =
          configuration(approver, "production").with("coverage: {every: 1s}");
      try (ChildProcess program = shop(jdk, configuration, "stay")) {
        HeldCall first = reviewer.awaitHeld(program);
        JsonNode waiting =
            reviewer.awaitCoverage(
                program, seen -> rule(seen, "shop/refund-over-50").path("held").asInt() == 1);
        assertThat(waiting.path("agent").path("heldNow").asInt()).isEqualTo(1);
        reviewer.approve(first);
        reviewer.approve(reviewer.awaitHeld(program));
        reviewer.approve(reviewer.awaitHeld(program));
        program.awaitOut(line -> line.equals("paid 1180"));
        reviewer.awaitCoverage(
            program,
            seen ->
                rule(seen, "shop/refund-over-50").path("ended").toString().contains("\"calls\":3"));
        program.kill();

        JsonNode left = reviewer.awaitCoverage(program, seen -> true);
        assertThat(left.path("report").path("last").asBoolean()).isFalse();
        assertThat(rule(left, "shop/refund-over-50").path("applied").asInt()).isEqualTo(3);
        String jvm = left.path("agent").path("jvm").asString();
        assertThat(command(jdk, approver, "agents"))
            .anyMatch(
                line ->
                    line.startsWith(jvm.substring(0, 8))
                        && line.contains(configuration.application())
                        && line.contains("production"));
        assertThat(command(jdk, approver, "coverage", jvm))
            .anyMatch(
                line ->
                    line.matches("shop/refund-over-50 +gate +1 +103 +100 +3 +0 +0 +0 +3 approved"))
            .contains("shop/gone stands in no method so far");
        JsonNode json =
            Json.readTree(
                command(jdk, approver, "coverage", jvm.substring(0, 10), "-o", "json").get(0));
        assertThat(json.path("report")).isEqualTo(left.path("report"));
      }
    }
  }

  @EveryJdk
  void runTellsTheCoverageOnStandardErrorWhenAsked(Jdk jdk) throws Exception {
    Path policy = Files.writeString(temp.resolve("shop.callgate.yaml"), POLICY);
    for (boolean asked : new boolean[] {true, false}) {
      List<String> command = new ArrayList<>(List.of("run", "--decide", "reject"));
      command.addAll(List.of("--policy", policy.toString()));
      if (asked) {
        command.add("--coverage");
      }
      command.addAll(List.of("--", jdk.java().toString(), "-cp"));
      command.add(Compiled.program(temp, "deeds.Shop", SHOP).get(0).toString());
      command.add("deeds.Shop");
      try (ChildProcess run = CommandLine.start(jdk, temp, command)) {
        assertThat(run.awaitExit()).as("%s", run).isZero();
        assertThat(run.out().lines()).containsExactly("refused", "refused", "refused", "paid 1000");
        assertThat(
                run.err().lines().stream()
                    .filter(line -> line.matches("shop/refund-over-50 +gate .* 3 rejected")))
            .as("%s", run)
            .hasSize(asked ? 1 : 0);
      }
    }
  }

  private AgentConfiguration configuration(ApproverProcess approver, String environment)
      throws IOException {
    Path policy =
        Files.write(temp.resolve("shop.callgate.yaml"), POLICY.getBytes(StandardCharsets.UTF_8));
    return approver.configuration("shop").withPolicy(policy).with("environment: " + environment);
  }

  private ChildProcess shop(Jdk jdk, AgentConfiguration configuration, String... arguments)
      throws IOException {
    List<Path> classPath = Compiled.program(temp, "deeds.Shop", SHOP);
    return Launch.on(jdk, temp).gatedBy(configuration).main("deeds.Shop", classPath, arguments);
  }

  private List<String> command(Jdk jdk, ApproverProcess approver, String... words)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(words));
    command.addAll(List.of("--connection", approver.connectionFile().toString()));
    try (ChildProcess process = CommandLine.start(jdk, temp, command)) {
      assertThat(process.awaitExit()).as("%s", process).isZero();
      return process.out().lines();
    }
  }

  private static boolean isLast(JsonNode coverage) {
    return coverage.path("report").path("last").asBoolean();
  }

  private static JsonNode rule(JsonNode coverage, String id) {
    for (JsonNode rule : coverage.path("report").path("rules")) {
      if (rule.path("rule").asString().equals(id)) {
        return rule;
      }
    }
    throw new AssertionError("no rule " + id + " in " + coverage);
  }
}
