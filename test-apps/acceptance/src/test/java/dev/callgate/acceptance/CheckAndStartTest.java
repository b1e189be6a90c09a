package dev.callgate.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.acceptance.harness.AgentConfiguration;
import dev.callgate.acceptance.harness.ApproverProcess;
import dev.callgate.acceptance.harness.ChildProcess;
import dev.callgate.acceptance.harness.CommandLine;
import dev.callgate.acceptance.harness.Compiled;
import dev.callgate.acceptance.harness.Jdks;
import dev.callgate.acceptance.harness.Launch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code policy check} accepts a file if and only if a program starts with it. */
final class CheckAndStartTest {
  private static final int NOT_CONFIGURED = 78;

  private static final String POLICY =
      """
      callgate: 1
      name: shop
      owner: team-shop
      environments: {production: {}, dev: {mode: audit}}
      approvers: [oncall, risk]
      lists:
        strong: [USD, EUR]
      conditions:
        large: {arg: amount, gt: 100}
      rules:
        - id: refund
          match:
            class: com.acme.Shop
            method: refund(java.math.BigDecimal amount, String currency)
          when: {all: [{use: large}, {arg: currency, in: $strong}]}
          decide: gate
          gate: {decisions: [approve, edit, reject], editable: [amount], approvers: [oncall], expires: 4h}
          message: "Refund {amount}"
          risk: high
        - id: wipe
          match: {class: com.acme.*Tools, method: wipe*}
          environments: [production]
          decide: deny
          locked: true
        - id: look
          match: {subtypes_of: com.acme.Finder, method: find(String what)}
          when: {arg: what, regex: "^a.*$"}
          decide: audit
      exceptions:
        - {id: nightly, of: [refund], when: {arg: amount, lt: 500}, decide: audit, until: "2999-01-01", reason: job, match: {method: refund, exclude: [com.acme.Shop2]}}
      tests:
        - {name: large waits, call: com.acme.Shop.refund, args: {amount: 200, currency: USD}, expect: gate, rules: [refund]}
      """;

  /** Some of these are mistakes and some are not; which, both sides have to say alike. */
  private static String changed(int seed) {
    Random random = new Random(seed);
    List<String> lines = new ArrayList<>(POLICY.lines().toList());
    int at = 2 + random.nextInt(lines.size() - 2);
    switch (seed % 4) {
      case 0 -> lines.remove(at);
      case 1 -> lines.set(at, lines.get(at).replaceAll("[0-9]", "" + (1 + random.nextInt(9))));
      case 2 -> {
        String[] words = POLICY.split("[^A-Za-z0-9_]+");
        String word = words[random.nextInt(words.length)];
        String other = words[random.nextInt(words.length)];
        lines = Arrays.asList(POLICY.replaceFirst("\\b" + word + "\\b", other).split("\n"));
      }
      default -> {
        StringBuilder line = new StringBuilder(lines.get(at));
        line.setCharAt(random.nextInt(line.length()), "aA1:{}[],-#\" ".charAt(random.nextInt(13)));
        lines.set(at, line.toString());
      }
    }
    return String.join("\n", lines) + "\n";
  }

  @Test
  void bothSayTheSameOfEveryFile(@TempDir Path directory) throws Exception {
    List<Path> classPath =
        Compiled.program(
            directory,
            "deeds.Idle",
            """
            package deeds;

            public class Idle {
              public static void main(String[] arguments) {
                System.out.println("started");
              }
            }
            """);
    List<String> accepted = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    try (ApproverProcess approver = ApproverProcess.start(Jdks.first(), directory)) {
      for (int seed = 0; seed < 20; seed++) {
        String text = seed == 0 ? POLICY : changed(seed);
        Path policy = Files.writeString(directory.resolve(seed + ".callgate.yaml"), text);
        AgentConfiguration configuration = approver.configuration("idle").withPolicy(policy);
        try (ChildProcess check =
                CommandLine.start(
                    Jdks.first(), directory, List.of("policy", "check", policy.toString()));
            ChildProcess program =
                Launch.on(Jdks.first(), directory)
                    .gatedBy(configuration)
                    .main("deeds.Idle", classPath)) {
          int said = check.awaitExit();
          int status = program.awaitExit();
          assertThat(said).as("%s", check).isIn(0, 1);
          assertThat(status)
              .as("%s%n%s%n%s", text, check, program)
              .isEqualTo(said == 0 ? 0 : NOT_CONFIGURED);
          assertThat(program.out().lines())
              .containsExactlyElementsOf(said == 0 ? List.of("started") : List.of());
          (said == 0 ? accepted : refused).add(text);
          if (said == 1) {
            String first =
                check.out().lines().stream()
                    .filter(l -> l.contains(": error ["))
                    .findFirst()
                    .orElseThrow();
            assertThat(program.err().lines())
                .as("%s", program)
                .anyMatch(line -> line.contains(first));
          }
        }
      }
    }
    assertThat(accepted).hasSizeGreaterThan(3);
    assertThat(refused).hasSizeGreaterThan(3);
  }
}
