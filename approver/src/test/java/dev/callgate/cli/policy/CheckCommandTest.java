package dev.callgate.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.cli.CapturedRun;
import dev.callgate.protocol.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckCommandTest {
  private static final String GOOD =
      """
      callgate: 1
      name: shop
      rules:
        - id: refund
          match:
            class: com.acme.Shop
            method: refund(String customer)
          decide: gate
      """;

  private final Path directory;

  CheckCommandTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private String policy(String text) throws IOException {
    return Files.writeString(directory.resolve("shop.callgate.yaml"), text).toString();
  }

  @Test
  void aSoundPolicyIsCountedOnStandardError() throws Exception {
    CapturedRun run = CapturedRun.of("policy", "check", policy(GOOD));

    assertThat(run.status()).isZero();
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("2 rules, nothing wrong").hasLineCount(1);
  }

  @Test
  void everythingWrongIsALineWithItsPlace() throws Exception {
    String file = policy(GOOD.replace("method:", "metod:").replace("gate\n", "gte\n"));

    CapturedRun run = CapturedRun.of("policy", "check", file);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains(file + ":7:", "metod", file + ":8:", "gte").hasLineCount(2);
    assertThat(run.err()).isEmpty();
  }

  @Test
  void programsGetTheSameAsJson() throws Exception {
    String file = policy(GOOD.replace("method:", "metod:"));

    CapturedRun run = CapturedRun.of("policy", "check", "-o", "json", file);

    assertThat(run.status()).isEqualTo(1);
    assertThat(Json.readTree(run.out()).path(0).path("line").asInt()).isEqualTo(7);
  }

  @Test
  void aPolicyThatIsNotThereIsFoundWanting() {
    CapturedRun run = CapturedRun.of("policy", "check", directory.resolve("none.yaml").toString());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("none.yaml");
  }
}
