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
      owner: team-shop
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
    assertThat(run.out()).contains(file + ":8:", "metod", file + ":9:", "gte").hasLineCount(2);
    assertThat(run.err()).isEmpty();
  }

  @Test
  void programsGetTheSameAsJson() throws Exception {
    String file = policy(GOOD.replace("method:", "metod:"));

    CapturedRun run = CapturedRun.of("policy", "check", "-o", "json", file);

    assertThat(run.status()).isEqualTo(1);
    assertThat(Json.readTree(run.out()).path(0).path("line").asInt()).isEqualTo(8);
  }

  @Test
  void aPolicyThatIsNotThereIsFoundWanting() {
    CapturedRun run = CapturedRun.of("policy", "check", directory.resolve("none.yaml").toString());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("none.yaml");
  }

  @Test
  void aWarningIsWrittenAndOnlyStrictlyAMistake() throws Exception {
    String file = policy(GOOD.replace("owner: team-shop\n", ""));

    CapturedRun lax = CapturedRun.of("policy", "check", file);
    assertThat(lax.status()).isZero();
    assertThat(lax.out()).contains(file + ":1:1: warning [LINT001] ").hasLineCount(1);

    assertThat(CapturedRun.of("policy", "check", "--strict", file).status()).isEqualTo(1);
    assertThat(CapturedRun.of("policy", "check", "--strict", policy(GOOD)).status()).isZero();
  }

  @Test
  void sarifNamesFileLineAndColumn() throws Exception {
    CapturedRun run =
        CapturedRun.of("policy", "check", "-o", "sarif", policy(GOOD.replace("method:", "metod:")));

    assertThat(run.status()).isEqualTo(1);
    var sarif = Json.readTree(run.out());
    assertThat(sarif.path("version").asString()).isEqualTo("2.1.0");
    var result = sarif.path("runs").path(0).path("results").path(0);
    assertThat(result.path("ruleId").asString()).isEqualTo("SCH003");
    assertThat(result.path("level").asString()).isEqualTo("error");
    var place = result.path("locations").path(0).path("physicalLocation");
    assertThat(place.path("region").path("startLine").asInt()).isEqualTo(8);
    assertThat(place.path("region").path("startColumn").asInt()).isEqualTo(7);
  }

  @Test
  void whatIsLockedMustNotChange() throws Exception {
    String file = policy(GOOD + "include: [\"pack:jdk-files@1\"]\n");
    assertThat(CapturedRun.of("policy", "check", "--strict", file).out()).contains("LINT014");

    assertThat(CapturedRun.of("policy", "update", file).status()).isZero();
    assertThat(CapturedRun.of("policy", "check", "--strict", file).status()).isZero();

    Files.writeString(Path.of(file), "# changed\n", java.nio.file.StandardOpenOption.APPEND);
    CapturedRun changed = CapturedRun.of("policy", "check", file);
    assertThat(changed.status()).isEqualTo(1);
    assertThat(changed.out()).contains("callgate.lock:4:3: error [LCK002] ").hasLineCount(1);

    assertThat(CapturedRun.of("policy", "update", file).status()).isZero();
    assertThat(CapturedRun.of("policy", "check", file).status()).isZero();
  }
}
