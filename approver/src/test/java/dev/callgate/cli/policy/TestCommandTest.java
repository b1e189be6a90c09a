package dev.callgate.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.cli.CapturedRun;
import dev.callgate.protocol.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

final class TestCommandTest {
  private static final String POLICY =
      """
      callgate: 1
      name: shop
      rules:
        - id: refund
          match: {class: com.acme.Shop, method: refund(int amount)}
          when: {arg: amount, gt: 50}
          decide: gate
      tests:
        - {name: large waits, call: com.acme.Shop.refund, args: {amount: 51}, expect: gate, rules: [refund]}
        - {name: small runs, call: com.acme.Shop.refund, args: {amount: 50}, expect: allow}
      """;

  private final Path directory;

  TestCommandTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private String policy(String text) throws IOException {
    return Files.writeString(directory.resolve("shop.callgate.yaml"), text).toString();
  }

  @Test
  void whatHoldsIsALineEach() throws Exception {
    String file = policy(POLICY);

    CapturedRun run = CapturedRun.of("policy", "test", file);

    assertThat(run.status()).isZero();
    assertThat(run.out().lines())
        .containsExactly(file, "  ok   large waits: gate", "  ok   small runs: allow");
    assertThat(run.err()).contains("2 passed, 0 failed");
  }

  @Test
  void aTestThatFailsIsFoundWanting() throws Exception {
    CapturedRun run = CapturedRun.of("policy", "test", policy(POLICY.replace("gt: 50", "gt: 60")));

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out())
        .contains("  FAIL large waits: allow by [], wanted gate by [shop/refund]")
        .contains("  coverage: shop/refund has no test in which it applies");
    assertThat(run.err()).contains("1 passed, 1 failed");
  }

  @Test
  void whyAnUndecidedRuleAppliesIsSaid() throws Exception {
    CapturedRun run =
        CapturedRun.of("policy", "test", policy(POLICY.replace("{amount: 51}", "{}")));

    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("note: shop/refund could not be decided, so it applies");
  }

  @Test
  void programsGetTheSameAsJson() throws Exception {
    CapturedRun run =
        CapturedRun.of("policy", "test", "-o", "json", policy(POLICY.replace("gt: 50", "gt: 60")));

    assertThat(run.status()).isEqualTo(1);
    JsonNode file = Json.readTree(run.out()).path("files").path(0);
    assertThat(file.path("tests").path(0).path("passed").asBoolean()).isFalse();
    assertThat(file.path("tests").path(0).path("wanted").asString()).isEqualTo("gate");
    assertThat(file.path("tests").path(1).path("passed").asBoolean()).isTrue();
    assertThat(file.path("uncovered")).hasSize(1);
  }

  @Test
  void aPolicyThatIsWrongIsFoundWantingWhateverItsTestsSay() throws Exception {
    CapturedRun run = CapturedRun.of("policy", "test", policy(POLICY.replace("decide", "decde")));

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("SCH003").hasLineCount(1);
  }

  @Test
  void whatNoTestNoticesIsFoundWanting() throws Exception {
    String file = policy(POLICY);

    CapturedRun noticed = CapturedRun.of("policy", "test", "--mutate", file);
    assertThat(noticed.status()).isZero();
    assertThat(noticed.err()).contains("2 of 2 changes noticed");

    file = policy(POLICY.replace("amount: 50", "amount: 40"));
    CapturedRun missed = CapturedRun.of("policy", "test", "--mutate", file);
    assertThat(missed.status()).isEqualTo(1);
    assertThat(missed.out()).contains(file + ":6:25: warning [TST006] shop/refund: no test");
    assertThat(missed.err()).contains("1 of 2 changes noticed");
    assertThat(CapturedRun.of("policy", "test", file).status()).isZero();

    CapturedRun json = CapturedRun.of("policy", "test", "--mutate", "-o", "json", file);
    JsonNode changes = Json.readTree(json.out()).path("files").path(0).path("changes");
    assertThat(changes.path("tried").asInt()).isEqualTo(2);
    assertThat(changes.path("noticed").asInt()).isEqualTo(1);
    assertThat(changes.path("unnoticed").path(0).path("line").asInt()).isEqualTo(6);
  }

  @Test
  void aTestThatFailsMakesChangesPointless() throws Exception {
    CapturedRun run =
        CapturedRun.of("policy", "test", "--mutate", policy(POLICY.replace("gt: 50", "gt: 60")));

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("tests that fail notice nothing");
    assertThat(run.out()).doesNotContain("TST006");
  }

  @Test
  void aPackThatIsStricterIsAWarningAndWithStrictAFailure() throws Exception {
    String file =
        policy(
            """
            callgate: 1
            name: shop
            include: ["pack:jdk-process@1"]
            rules:
              - id: loud
                match: {class: java.lang.ProcessBuilder, method: start()}
                when: {context: loud, eq: "yes"}
                decide: deny
            tests:
              - {name: quiet is free, call: java.lang.ProcessBuilder.start, context: {loud: "no"}, expect: allow}
            """);

    CapturedRun run = CapturedRun.of("policy", "test", file);
    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("[TST005] 'quiet is free' is allowed by this file, but pack:");
    assertThat(run.err()).contains("1 passed, 0 failed, 1 warning");

    CapturedRun strict = CapturedRun.of("policy", "test", "--strict", "-o", "json", file);
    assertThat(strict.status()).isEqualTo(1);
    JsonNode json = Json.readTree(strict.out()).path("files").path(0);
    assertThat(json.path("warnings").path(0).path("code").asString()).isEqualTo("TST005");
    assertThat(json.path("tests").path(0).path("passed").asBoolean()).isTrue();
    assertThat(json.path("tests").path(0).path("stricter").path(0).asString())
        .startsWith("pack:jdk-process/");
  }

  @Test
  void whatAnApprovalCoversIsSaid() throws Exception {
    CapturedRun run =
        CapturedRun.of(
            "policy",
            "test",
            policy(
                """
                callgate: 1
                name: shop
                rules:
                  - id: tool
                    match: {class: com.acme.Tool, method: clean(String dir)}
                    decide: gate
                    gate: {covers: [{rules: [delete], at_most: 3}]}
                  - id: delete
                    match: {class: com.acme.Disk, method: delete(String file)}
                    decide: gate
                tests:
                  - {name: t, call: com.acme.Tool.clean, expect: gate, rules: [tool]}
                  - {name: d, call: com.acme.Disk.delete, expect: gate, rules: [delete]}
                """));

    assertThat(run.out()).containsOnlyOnce("its approval covers up to 3 further calls held by");
    assertThat(run.out()).contains("shop/delete, with arguments that the reviewer saw");
  }
}
