package dev.callgate.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.acceptance.harness.AgentConfiguration;
import dev.callgate.acceptance.harness.ApproverProcess;
import dev.callgate.acceptance.harness.ChildProcess;
import dev.callgate.acceptance.harness.CommandLine;
import dev.callgate.acceptance.harness.Compiled;
import dev.callgate.acceptance.harness.EveryJdk;
import dev.callgate.acceptance.harness.Jdk;
import dev.callgate.acceptance.harness.Launch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** What a program did under audit is what its next policy is tried on. */
final class RecordedCallsTest {
  private static final String SHOP =
      """
      package deeds;

      public class Till {
        static int paid;

        public static void main(String[] arguments) {
          for (int i = 0; i < 5; i++) {
            refund("C-1", 10, "hunter22");
          }
          refund("C-2", 40, "hunter22");
          refund("C-3", 60, "hunter22");
          System.out.println("paid " + paid);
        }

        static void refund(String customer, int amount, String secret) {
          paid += amount;
        }
      }
      """;

  private static final String POLICY =
      """
      callgate: 1
      name: till
      environments: {production: {}, shadow: {mode: audit}}
      rules:
        - id: refund
          match: {class: deeds.Till, method: "refund(String customer, int amount, String secret)"}
          when: {arg: amount, gt: 50}
          decide: gate
          redact: [secret]
      """;

  @SuppressWarnings("NullAway.Init") // JUnit does
  @TempDir
  private Path temp;

  @EveryJdk
  void whatRanUnderAuditTellsWhatAnotherPolicyWouldHold(Jdk jdk) throws Exception {
    Path policy = Files.writeString(temp.resolve("till.callgate.yaml"), POLICY);
    Path calls = temp.resolve("calls.jsonl");
    try (ApproverProcess approver = ApproverProcess.start(jdk, temp)) {
      AgentConfiguration configuration =
          approver
              .configuration("till")
              .withPolicy(policy)
              .with("environment: shadow")
              .with("record: calls.jsonl");
      List<Path> classPath = Compiled.program(temp, "deeds.Till", SHOP);
      try (ChildProcess program =
          Launch.on(jdk, temp).gatedBy(configuration).main("deeds.Till", classPath)) {
        assertThat(program.awaitExit()).as("%s", program).isZero();
        assertThat(program.out().lines()).containsExactly("paid 150");
        assertThat(calls).as("%s", program).exists();
      }
    }
    assertThat(Files.readAllLines(calls)).hasSize(7);
    assertThat(Files.readString(calls)).contains("C-3").doesNotContain("hunter22");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(calls)))
        .isEqualTo("rw-------");

    assertThat(command(jdk, 0, "policy", "test", "--record", "calls.jsonl", policy.toString()))
        .hasSize(3)
        .anyMatch(line -> line.startsWith("ok   5x deeds.Till.refund(customer=\"C-1\""))
        .anyMatch(line -> line.endsWith("audit (would gate) by [till/refund]"));
    String stricter = file("stricter.callgate.yaml", POLICY.replace("gt: 50", "gt: 30"));
    assertThat(diff(jdk, 0, policy.toString(), stricter))
        .singleElement()
        .asString()
        .startsWith("stricter 1x deeds.Till.refund(customer=\"C-2\", amount=40")
        .endsWith("allow by [] -> audit (would gate) by [till/refund]");
    assertThat(diff(jdk, 1, stricter, policy.toString()))
        .singleElement()
        .asString()
        .startsWith("weaker   1x deeds.Till.refund(customer=\"C-2\"");
    assertThat(diff(jdk, 0, policy.toString(), policy.toString())).isEmpty();
  }

  private String file(String name, String text) throws Exception {
    return Files.writeString(temp.resolve(name), text).toString();
  }

  private List<String> diff(Jdk jdk, int status, String old, String now) throws Exception {
    return command(jdk, status, "policy", "diff", old, now, "--calls", "calls.jsonl");
  }

  private List<String> command(Jdk jdk, int status, String... words) throws Exception {
    try (ChildProcess process = CommandLine.start(jdk, temp, List.of(words))) {
      assertThat(process.awaitExit()).as("%s", process).isEqualTo(status);
      return process.out().lines();
    }
  }
}
