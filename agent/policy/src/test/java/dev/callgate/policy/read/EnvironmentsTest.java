package dev.callgate.policy.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.policy.Policies;
import dev.callgate.policy.PolicyException;
import dev.callgate.policy.PolicySet;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentsTest {
  private static final String POLICY =
      """
      callgate: 1
      name: shop
      environments: {production: {mode: enforce}, staging: {}, dev: {mode: audit}}
      rules:
        - {id: everywhere, match: {class: a.B}, decide: gate}
        - {id: protected, match: {class: a.C}, decide: deny, locked: true}
        - {id: real-money, match: {class: a.D}, decide: deny, environments: [production, staging]}
      """;

  private final Path directory;

  EnvironmentsTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void aRuleHoldsInItsEnvironmentsAndNotInOthers() throws PolicyException {
    String text = POLICY.replace("{mode: audit}", "{}");

    assertThat(rules("staging", text))
        .contains("DENY shop/real-money", "GATE shop/everywhere", "DENY shop/protected");
    assertThat(rules("dev", text))
        .contains("GATE shop/everywhere", "DENY shop/protected")
        .doesNotContain("DENY shop/real-money");
  }

  @Test
  void anEnvironmentThatRecordsOnlyLeavesLockedRulesAlone() throws PolicyException {
    assertThat(rules("dev", POLICY)).contains("AUDIT shop/everywhere", "DENY shop/protected");
    assertThat(rules("production", POLICY)).contains("GATE shop/everywhere", "DENY shop/protected");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"qa7", "Dev", "", "production "})
  void anUnknownEnvironmentIsTheStrictestAndIsNoted(@Nullable String environment)
      throws PolicyException {
    assertThat(rules(environment, POLICY))
        .contains("GATE shop/everywhere", "DENY shop/protected", "DENY shop/real-money");
    assertThat(read(environment, POLICY).notes())
        .singleElement()
        .satisfies(
            note ->
                assertThat(note.toLine())
                    .contains(":3:1: note [ENV001] ", "every rule of this file is enforced")
                    .doesNotContain("\n"));
  }

  @Test
  void aKnownEnvironmentAndAFileWithoutAnyAreNotNoted() throws PolicyException {
    assertThat(read("dev", POLICY).notes()).isEmpty();
    assertThat(
            read("dev", "callgate: 1\nname: p\nrules: [{id: r, match: {class: a.B}, decide: gate}]")
                .notes())
        .isEmpty();
  }

  @Test
  void aFileHasNoSayAboutTheRulesOfAnother() throws PolicyException {
    String other =
        """
        callgate: 1
        name: other
        environments: {production: {mode: audit}}
        rules: [{id: r, match: {class: a.B}, decide: gate}]
        """;

    assertThat(rules("production", POLICY, other))
        .contains("GATE shop/everywhere", "AUDIT other/r");
    assertThat(rules("dev", POLICY, other)).contains("AUDIT shop/everywhere", "GATE other/r");
  }

  @Test
  void theBuiltInRuleIsInEveryEnvironment() throws PolicyException {
    assertThat(rules("dev", POLICY)).contains("GATE builtin/irreversible");
  }

  @Test
  void whoSaysWhereTheAnnotationIsHeldHasSaidWhereItIsNot() throws PolicyException {
    String annotation =
        """
        callgate: 1
        name: p
        environments: {production: {}, dev: {}}
        rules:
          - id: r
            match: {annotation: dev.callgate.Irreversible}
            decide: gate
            environments: [production]
        """;

    assertThat(rules("production", annotation)).containsExactly("GATE p/r");
    assertThat(rules("dev", annotation)).isEmpty();
    assertThat(rules(null, annotation)).containsExactly("GATE p/r");
  }

  private List<String> rules(@Nullable String environment, String... texts) throws PolicyException {
    return read(environment, texts).rules().stream()
        .map(rule -> rule.decide() + " " + rule.id())
        .toList();
  }

  private PolicySet read(@Nullable String environment, String... texts) throws PolicyException {
    return Policies.readIn(directory, environment, texts);
  }
}
