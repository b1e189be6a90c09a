package dev.callgate.policy.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callgate.policy.PolicyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestRunTest {
  private static final String RULES =
      """
      callgate: 1
      name: pay
      environments: {production: {}, dev: {mode: audit}}
      rules:
        - id: large
          match: {class: com.acme.Pay, method: "transfer(java.math.BigDecimal amount, String currency)"}
          when: {arg: amount, gt: 100}
          decide: gate
        - id: foreign
          match: {subtypes_of: com.acme.Payer, method: "transfer(java.math.BigDecimal sum, String code, ..)"}
          when: {arg: code, ne: USD}
          decide: deny
          environments: [production]
        - id: wipe
          match: {class: com.acme.*, method: "wipe*", exclude: com.acme.Safe}
          decide: audit
      tests:
      """;

  private final Path directory;

  TestRunTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void argumentsGoByTheNamesOfTheRules() throws Exception {
    assertThat(
            lines("call: com.acme.Pay.transfer, args: {amount: 101}, expect: gate, rules: [large]"))
        .containsExactly("ok   t: gate");
    assertThat(lines("call: com.acme.Pay.transfer, args: {amount: 100}, expect: allow"))
        .containsExactly("ok   t: allow");
    assertThat(
            lines(
                "call: com.acme.Pay.transfer, args: {0: 101, 1: USD}, expect: gate, rules: [large]"))
        .containsExactly("ok   t: gate");
  }

  @Test
  void theStrictestDecisionOfAllRulesCounts() throws Exception {
    assertThat(
            lines(
                "call: com.acme.Pay.transfer, subtype_of: com.acme.Payer, args: {sum: 101, code: EUR}, expect: deny, rules: [large, foreign]"))
        .containsExactly("ok   t: deny");
  }

  @Test
  void aMissingArgumentMakesTheRuleApply() throws Exception {
    TestRun run =
        run("call: com.acme.Pay.transfer, args: {currency: USD}, expect: gate, rules: [large]");

    assertThat(run.failed()).isZero();
    assertThat(run.results().get(0).verdict().undecided()).hasSize(1);
  }

  @Test
  void anotherDecisionOrAnotherRuleFails() throws Exception {
    assertThat(lines("call: com.acme.Pay.transfer, args: {amount: 101}, expect: allow"))
        .containsExactly("FAIL t: gate by [pay/large], wanted allow by []");
    assertThat(
            lines("call: com.acme.Pay.transfer, args: {amount: 101}, expect: deny, rules: [large]"))
        .containsExactly("FAIL t: gate by [pay/large], wanted deny by [pay/large]");
    assertThat(
            lines("call: com.acme.Pay.transfer, args: {amount: 101}, expect: gate, rules: [wipe]"))
        .containsExactly("FAIL t: gate by [pay/large], wanted gate by [pay/wipe]");
  }

  @Test
  void theEnvironmentIsTheTests() throws Exception {
    String call = "call: com.acme.Pay.transfer, args: {amount: 101}, rules: [large], ";

    assertThat(run(call + "environment: dev, expect: audit").failed()).isZero();
    assertThat(run(call + "environment: dev, expect: gate").failed()).isEqualTo(1);
    assertThat(run(call + "environment: qa7, expect: gate").failed())
        .as("an unknown one is the strictest")
        .isZero();
  }

  @Test
  void aRuleOfAnotherEnvironmentDoesNotApply() throws Exception {
    String call = "call: com.acme.Payer.transfer, args: {sum: 1, code: EUR}, ";

    assertThat(run(call + "environment: dev, expect: allow").failed()).isZero();
    assertThat(run(call + "environment: production, expect: deny, rules: [foreign]").failed())
        .isZero();
  }

  @Test
  void anExcludedClassIsFree() throws Exception {
    assertThat(lines("call: com.acme.Safe.wipeAll, expect: allow"))
        .containsExactly("ok   t: allow");
    assertThat(lines("call: com.acme.Other.wipeAll, expect: audit, rules: [wipe]"))
        .containsExactly("ok   t: audit");
  }

  @Test
  void whatIsMarkedIsHeldBesideTheFile() throws Exception {
    assertThat(
            lines(
                "call: com.acme.Shop.close, annotated: dev.callgate.Irreversible, expect: gate, rules: [builtin/irreversible]"))
        .containsExactly("ok   t: gate");
  }

  @Test
  void aRuleIsCoveredByACallItHoldsAndOneItLeavesAlone() throws Exception {
    TestRun none = run("call: com.acme.Other.wipeAll, expect: audit, rules: [wipe]");
    assertThat(none.uncovered())
        .containsExactly(
            "pay/large has no test in which it applies",
            "pay/large has no test in which its condition is false",
            "pay/foreign has no test in which it applies",
            "pay/foreign has no test in which its condition is false");

    TestRun half =
        run("call: com.acme.Pay.transfer, args: {amount: 101}, expect: gate, rules: [large]");
    assertThat(half.uncovered())
        .contains("pay/large has no test in which its condition is false")
        .doesNotContain("pay/large has no test in which it applies");
  }

  @Test
  void twoMethodsOfOneNameNeedTheSignature() throws Exception {
    String rules =
        """
        callgate: 1
        name: pay
        rules:
          - id: r
            match: {class: a.B, method: ["m(int n, int k)", "m(String n)"]}
            when: {arg: n, exists: true}
            decide: gate
        tests:
        """;

    assertThatThrownBy(() -> run(rules, "call: a.B.m, args: {n: 1}, expect: gate, rules: [r]"))
        .hasMessageContaining("TST003");
    assertThat(run(rules, "call: a.B.m, args: {n: 1, 1: 2}, expect: gate, rules: [r]").failed())
        .isZero();
    assertThat(
            run(rules, "call: \"a.B.m(String text)\", args: {text: x}, expect: gate, rules: [r]")
                .failed())
        .isZero();
  }

  private List<String> lines(String test) throws Exception {
    return run(test).results().stream().map(TestResult::toLine).toList();
  }

  private TestRun run(String test) throws Exception {
    return run(RULES, test);
  }

  private TestRun run(String rules, String test) throws IOException, PolicyException {
    Path file = directory.resolve("pay.callgate.yaml");
    Files.writeString(file, rules + "  - {name: t, " + test + "}\n");
    return TestRun.of(file.toFile());
  }
}
