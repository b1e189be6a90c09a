package dev.callgate.policy.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a test leaves unsaid about annotations, the rules that it expects say. */
class ImpliedAnnotationsTest {
  private static final String RULES =
      """
      callgate: 1
      name: p
      rules:
        - id: marked
          match: {annotation: acme.Marked}
          decide: gate
        - id: pay
          match: {class: acme.Pay, method: pay(int sum)}
          when: {arg: sum, gt: 5}
          decide: gate
      tests:
        - {name: t, call: acme.Pay.pay, %s}
      """;

  private final Path directory;

  ImpliedAnnotationsTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "args: {sum: 6}, expect: gate, rules: [marked, pay]|true",
        "args: {sum: 5}, expect: gate, rules: [marked]|true",
        "annotated: acme.Marked, args: {sum: 6}, expect: gate, rules: [marked, pay]|true",
        // the condition still counts
        "args: {sum: 5}, expect: gate, rules: [marked, pay]|false",
        // what is said is what holds
        "annotated: acme.Other, args: {sum: 6}, expect: gate, rules: [marked, pay]|false",
        // nothing is implied where the rule is not expected
        "args: {sum: 6}, expect: gate, rules: [pay]|true",
        "annotated: acme.Marked, args: {sum: 6}, expect: gate, rules: [pay]|false",
      })
  void aTestIsAboutAMethodThatItsRulesAreAbout(String test, boolean passes) throws Exception {
    Path file = directory.resolve("p.callgate.yaml");
    Files.writeString(file, RULES.formatted(test));

    List<TestResult> results = TestRun.of(file.toFile()).results();

    assertThat(results)
        .singleElement()
        .satisfies(result -> assertThat(result.passed()).as(result.toLine()).isEqualTo(passes));
  }
}
