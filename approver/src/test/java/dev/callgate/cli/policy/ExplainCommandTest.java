package dev.callgate.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.cli.CapturedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExplainCommandTest {
  private static final String POLICY =
      """
      callgate: 1
      name: shop
      environments: {production: {}, dev: {mode: audit}}
      rules:
        - id: refund
          match: {class: com.acme.Shop, method: "refund(int amount, String to)"}
          when:
            all:
              - {arg: amount, gt: 50}
              - not: {arg: to, eq: us}
          decide: gate
      """;

  private final Path directory;

  ExplainCommandTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private CapturedRun explain(String... more) throws IOException {
    Path file = Files.writeString(directory.resolve("shop.callgate.yaml"), POLICY);
    String[] arguments = new String[5 + more.length];
    String[] first = {"policy", "explain", file.toString(), "--call", "com.acme.Shop.refund"};
    System.arraycopy(first, 0, arguments, 0, first.length);
    System.arraycopy(more, 0, arguments, first.length, more.length);
    return CapturedRun.of(arguments);
  }

  @Test
  void everyPartOfAConditionSaysWhatItIs() throws Exception {
    CapturedRun run = explain("--arg", "amount=51", "--env", "production");

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .startsWith("GATE\n")
        .contains("rules that apply\n  shop/refund  gate  ")
        .contains("    undecided  all\n")
        .contains("      true  arg amount gt, line 9\n")
        .contains(
            "      undecided  not\n        undecided  arg to eq, line 10 (arg to: no value)\n");
  }

  @Test
  void aRuleThatDoesNotApplyIsNamedToo() throws Exception {
    CapturedRun run = explain("--arg", "amount=50", "--arg", "to=x", "--env", "production");

    assertThat(run.out())
        .startsWith("ALLOW\n")
        .contains("do not apply\n  shop/refund  gate")
        .contains("      false  arg amount gt, line 9\n");
  }

  @Test
  void theEnvironmentCounts() throws Exception {
    assertThat(explain("--arg", "amount=51", "--env", "dev").out()).startsWith("AUDIT\n");
    assertThat(explain("--arg", "amount=51", "--env", "qa7").out())
        .contains("'qa7' is not declared here")
        .contains("\nGATE\n");
  }

  @Test
  void anArgumentOfNoRuleIsFoundWanting() throws Exception {
    CapturedRun run = explain("--arg", "amuont=51");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("REF001", "did you mean 'amount'?");
  }
}
