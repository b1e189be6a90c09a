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
        .startsWith("GATE  by shop/refund, risk ")
        .contains("rules that apply\n  shop/refund  gate  ")
        .contains("    undecided  all\n")
        .contains("      true  arg amount gt 50, line 9\n")
        .contains(
            "      undecided  not\n        undecided  arg to eq us, line 10 (arg to: no value)\n");
  }

  @Test
  void aRuleThatDoesNotApplyIsNamedToo() throws Exception {
    CapturedRun run = explain("--arg", "amount=50", "--arg", "to=x", "--env", "production");

    assertThat(run.out())
        .startsWith("ALLOW; policy set sha256:")
        .contains("do not apply\n  shop/refund  gate")
        .contains("      false  arg amount gt 50, line 9\n");
  }

  @Test
  void theEnvironmentCounts() throws Exception {
    assertThat(explain("--arg", "amount=51", "--env", "dev").out())
        .startsWith("AUDIT  by shop/refund, risk ");
    assertThat(explain("--arg", "amount=51", "--env", "qa7").out())
        .contains("'qa7' is not declared here")
        .contains("\nGATE  by shop/refund");
  }

  @Test
  void anArgumentOfNoRuleIsFoundWanting() throws Exception {
    CapturedRun run = explain("--arg", "amuont=51");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("REF001", "did you mean 'amount'?");
  }

  private static final String RELAXED =
      POLICY
          + """
              gate: {decisions: [approve, edit, reject], editable: [amount], expires: 90m}
              message: "Refund {amount}"
              reason: MONEY_OUT
          exceptions:
            - {id: nightly, of: [refund], when: {context: job, eq: nightly}, decide: audit, until: "2999-01-31", reason: x}
          tests:
            - {name: a lot waits, call: com.acme.Shop.refund, args: {amount: 51, to: x}, expect: gate, rules: [refund]}
          """;

  private CapturedRun about(String... more) throws IOException {
    Path file = Files.writeString(directory.resolve("shop.callgate.yaml"), RELAXED);
    String[] arguments = new String[3 + more.length];
    arguments[0] = "policy";
    arguments[1] = "explain";
    arguments[2] = file.toString();
    System.arraycopy(more, 0, arguments, 3, more.length);
    return CapturedRun.of(arguments);
  }

  @Test
  void aRuleIsToldInSentences() throws Exception {
    CapturedRun run = about("--rule", "refund");

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .startsWith("shop/refund  gate  ")
        .contains(
            "Calls of refund(int amount, java.lang.String to) of com.acme.Shop wait for a person"
                + " when this holds or cannot be decided:")
        .contains("Any reviewer may approve, edit or reject within 90 minutes; silence means no.")
        .contains("May be edited: amount.")
        .contains("Reviewers read \"Refund {amount}\" and see every argument.")
        .contains("A refused caller gets a CallRefusedException.")
        .contains("reason MONEY_OUT")
        .contains("Exception nightly: audit, until 2999-01-31 (UTC), for calls")
        .contains("Tests: \"a lot waits\".");
  }

  @Test
  void allRulesAreAHandOut() throws Exception {
    CapturedRun run = about("--all", "-o", "md");

    assertThat(run.out())
        .startsWith("# What the policies hold\n")
        .contains("## shop/refund: gate\n", "## builtin/irreversible: gate\n", "\n* Calls of ");
  }

  @Test
  void programsReadTheSame() throws Exception {
    assertThat(about("--rule", "shop/refund", "-o", "json").out())
        .startsWith("[{\"id\":\"shop/refund\",\"decide\":\"gate\"");
    assertThat(explain("--arg", "amount=51", "-o", "json").out())
        .contains("\"decision\":\"gate\"")
        .contains("\"undecided\":true")
        .contains("\"why\":\"arg to: no value\"");
  }

  @Test
  void anUnknownRuleIsFoundWanting() throws Exception {
    CapturedRun run = about("--rule", "refnd");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("REF007", "unknown rule 'refnd'");
  }

  @Test
  void whatIsAroundACallCounts() throws Exception {
    String[] call = {"--call", "com.acme.Shop.refund", "--arg", "amount=51", "--arg", "to=x"};

    assertThat(about(call).out()).contains("\nGATE  by shop/refund, reason MONEY_OUT");
    assertThat(
            about(
                    "--call",
                    "com.acme.Shop.refund",
                    "--arg",
                    "amount=51",
                    "--arg",
                    "to=x",
                    "--context",
                    "job=nightly")
                .out())
        .contains("\nAUDIT  by shop/refund+nightly");
  }
}
