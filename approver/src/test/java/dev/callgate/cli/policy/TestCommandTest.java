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
}
