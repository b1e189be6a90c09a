package dev.callgate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleBindingTest {
  private static final String TRANSFER =
      "(Ljava/math/BigDecimal;Ljava/lang/String;Ljava/lang/String;)V";

  private final Path directory;

  RuleBindingTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void parametersAreKnownByTheNamesOfTheSignature() {
    BoundRule bound = Policies.bind(transfer("editable: [amount, 1]"), "transfer", TRANSFER);

    assertThat(bound.parameterNames()).containsExactly("amount", "currency", "to");
    assertThat(bound.isEditable(0)).isTrue();
    assertThat(bound.isEditable(1)).isTrue();
    assertThat(bound.isEditable(2)).isFalse();
    assertThat(bound.isRedacted(2)).isTrue();
    assertThat(bound.isRedacted(0)).isFalse();
    assertThat(bound.isShown(2)).isFalse();
    assertThat(bound.isShown(0)).isTrue();
  }

  @Test
  void aStarMakesEveryArgumentEditable() {
    BoundRule bound = Policies.bind(transfer("editable: [\"*\"]"), "transfer", TRANSFER);

    assertThat(bound.isEditable(0)).isTrue();
    assertThat(bound.isEditable(2)).isTrue();
    assertThat(bound.isEditable(3)).isFalse();
  }

  @Test
  void aMessageShowsArgumentsButNoRedactedOnes() {
    BoundRule bound = Policies.bind(transfer("editable: [amount]"), "transfer", TRANSFER);

    assertThat(bound.message(part -> part.index() == 2 ? "SECRET" : "<" + part.index() + ">"))
        .isEqualTo("Send <0> <1> to (redacted) {literally}");
  }

  @Test
  void anotherMethodIsNotBound() {
    Rule rule = transfer("editable: [amount]");

    assertThat(rule.bind("transfer", "(Ljava/math/BigDecimal;)V")).isNull();
    assertThat(rule.bind("transfers", TRANSFER)).isNull();
  }

  @Test
  void unnamedParametersAreCounted() {
    Rule rule =
        Policies.rule(
            directory, "id: r\nmatch: {class: a.B, method: \"m(int first, ..)\"}\ndecide: gate");

    assertThat(Policies.bind(rule, "m", "(IJ[Ljava/lang/String;)V").parameterNames())
        .containsExactly("first", "arg1", "arg2");
  }

  @Test
  void aClassRuleWithoutMethodIsAboutEveryMethodButNoConstructor() {
    Rule rule = Policies.rule(directory, "id: r\nmatch: {class: a.B}\ndecide: gate");

    assertThat(rule.bind("anything", "()V")).isNotNull();
    assertThat(rule.bind("<init>", "()V")).isNull();
    assertThat(rule.bind("<clinit>", "()V")).isNull();
  }

  @Test
  void anAnnotationRuleWithoutMethodIsAboutConstructorsToo() {
    Rule rule = Policies.rule(directory, "id: r\nmatch: {annotation: a.B}\ndecide: gate");

    assertThat(rule.bind("<init>", "()V")).isNotNull();
    assertThat(rule.bind("<clinit>", "()V")).isNull();
  }

  @Test
  void classNamesAreExactOrGlobsAndMayBeExcluded() {
    Match match =
        Policies.rule(
                directory, "id: r\nmatch: {class: [a.B, a.*Tools], exclude: a.Safe*}\ndecide: gate")
            .match();

    assertThat(match.exactClassNames()).containsExactly("a.B");
    assertThat(match.hasGlobs()).isTrue();
    assertThat(match.matchesClassName("a.B")).isTrue();
    assertThat(match.matchesClassName("a.BadTools")).isTrue();
    assertThat(match.matchesClassName("a.SafeTools")).isFalse();
    assertThat(match.matchesClassName("a.C")).isFalse();
  }

  @Test
  void singleMethodsMayBeExcluded() {
    Match match =
        Policies.rule(
                directory,
                "id: r\nmatch: {class: a.*Tools, exclude: [a.SafeTools.*, a.*Tools.preview*]}\ndecide: gate")
            .match();

    assertThat(match.matchesClassName("a.SafeTools")).isTrue();
    assertThat(match.excludes("a.SafeTools", "wipe")).isTrue();
    assertThat(match.excludes("a.BadTools", "wipe")).isFalse();
    assertThat(match.excludes("a.BadTools", "previewWipe")).isTrue();
    assertThat(match.excludes("b.BadTools", "previewWipe")).isFalse();
  }

  private Rule transfer(String editable) {
    return Policies.rule(
        directory,
        """
        id: transfer
        match:
          class: com.acme.Pay
          method: transfer(java.math.BigDecimal amount, String currency, String to)
        decide: gate
        gate:
          decisions: [approve, edit, reject]
          %s
        message: "Send {amount} {1} to {to} {{literally}}"
        redact: to
        """
            .formatted(editable));
  }
}
