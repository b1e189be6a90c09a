package dev.callgate.policy.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.policy.Gate;
import dev.callgate.policy.GrantLimits;
import dev.callgate.policy.Policies;
import dev.callgate.policy.PolicyException;
import dev.callgate.policy.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How far a rule lets a yes or a no stand for later calls. */
class GrantsTest {
  private final Path directory;

  GrantsTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void aRuleSaysHowFarAPersonMayGrantAndHowLongANoStands() throws PolicyException {
    Gate gate = gate("gate: {grant: {max_uses: 5, max_duration: 15m, bind: [to]}, cool_down: 10m}");

    assertThat(gate.grant()).isEqualTo(new GrantLimits(5, Duration.ofMinutes(15), List.of("to")));
    assertThat(gate.grant())
        .extracting(GrantLimits::words)
        .isEqualTo("up to 5 later calls within 15m that repeat to");
    assertThat(gate.coolDown()).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void withoutAWordAYesAndANoStandForThemselves() throws PolicyException {
    Gate gate = gate("gate: {quorum: 1}");

    assertThat(gate.grant()).isNull();
    assertThat(gate.coolDown()).isZero();
  }

  @Test
  void withoutBindEveryArgumentHasToBeRepeated() throws PolicyException {
    assertThat(gate("gate: {grant: {max_uses: 1, max_duration: 1h}}").grant())
        .extracting(GrantLimits::bind)
        .isEqualTo(List.of(Gate.EVERY_ARGUMENT));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gate: {grant: {max_uses: 5, max_duration: 1h}}, risk: critical|grant|MEAN022",
        "gate: {grant: {max_uses: 5, max_duration: 1h}}, redact: [note]|grant|MEAN023",
        "gate: {grant: {max_uses: 5, max_duration: 1h, bind: [note]}}, redact:"
            + " [note]|grant|MEAN023",
        "gate: {grant: {max_uses: 5, max_duration: 1h, bind: [to]}}, redact: ['*']|grant|MEAN023",
        "gate: {grant: {max_uses: 5, max_duration: 1h, bind: [too]}}|too|REF001",
        "gate: {grant: {max_uses: 0, max_duration: 1h}}|max_uses: 0|SCH005",
        "gate: {grant: {max_uses: 1001, max_duration: 1h}}|max_uses: 1001|SCH005",
        "gate: {grant: {max_uses: 5, max_duration: 25h}}|25h|SCH009",
        "gate: {grant: {max_uses: 5}}|{max_uses|SCH001",
        "gate: {grant: {max_duration: 1h}}|{max_duration|SCH001",
        "gate: {grant: {max_uses: 5, max_duration: 1h, uses: 3}}|uses: 3|SCH003",
        "gate: {grant: {max_uses: 5, max_duration: 1h}, decisions: [reject]}|grant|MEAN007",
        "gate: {cool_down: soon}|soon|SCH005",
      })
  void whatCannotBeIsRefusedWhereItStands(String rule, String at, String code) {
    List<Problem> problems = Policies.problems(directory, policy(rule));

    assertThat(problems).singleElement().extracting(Problem::code).isEqualTo(code);
    String line = policy(rule).split("\n")[problems.get(0).line() - 1];
    assertThat(line.substring(problems.get(0).column() - 1)).startsWith(at);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gate: {grant: {max_uses: 1000, max_duration: 24h, bind: [to]}}, redact: [note]",
        "gate: {grant: {max_uses: 5, max_duration: 1h}}, risk: high",
        "gate: {cool_down: 10m}, risk: critical, redact: [note]",
      })
  void itsTwinIsFine(String rule) {
    assertThat(Policies.problems(directory, policy(rule))).isEmpty();
  }

  @Test
  void anExceptionGrantsNothingOfCriticalRiskEither() {
    String exception =
        """
        exceptions:
          - id: weaker
            of: [r]
            decide: gate
            until: 2099-01-01
            reason: a test
            when: {arg: to, eq: "x"}
            gate: {grant: {max_uses: 5, max_duration: 1h, bind: [to]}}
        """;
    assertThat(Policies.problems(directory, denying("critical") + exception))
        .extracting(String::valueOf)
        .anyMatch(problem -> problem.contains("MEAN022"));
    assertThat(Policies.problems(directory, denying("high") + exception))
        .extracting(String::valueOf)
        .noneMatch(problem -> problem.contains("MEAN022"));
  }

  private Gate gate(String rule) throws PolicyException {
    return Policies.read(directory, policy(rule)).rules().get(0).gate();
  }

  private static String denying(String risk) {
    return policy("risk: " + risk).replace("decide: gate,", "decide: deny,");
  }

  private static String policy(String rule) {
    return """
    callgate: 1
    name: p
    owner: o
    rules:
      - {
          id: r,
          match: {class: com.acme.T, method: "m(String to, String note)"},
          decide: gate,
        %s}
    """
        .formatted(rule.indent(8).strip());
  }
}
