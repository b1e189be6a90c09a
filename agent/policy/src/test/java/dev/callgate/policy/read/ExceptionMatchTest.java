package dev.callgate.policy.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.policy.Call;
import dev.callgate.policy.Decision;
import dev.callgate.policy.PolicyException;
import dev.callgate.policy.PolicyFolder;
import dev.callgate.policy.PolicySet;
import dev.callgate.policy.Rule;
import dev.callgate.policy.StubCall;
import dev.callgate.policy.trial.RuleWords;
import dev.callgate.policy.trial.Verdict;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exceptions with a {@code match} of their own: which of their rules' methods they are about. */
class ExceptionMatchTest {
  private static final long IN_2027 = 1_800_000_000_000L;
  private static final String POLICY =
      """
      callgate: 1
      name: desk
      owner: tests
      rules:
        - id: money
          match: {class: "com.acme.*Desk", method: [pay, "refund(int amount, String to)"]}
          decide: deny
        - id: named
          match: {subtypes_of: com.acme.Desk, method: pay}
          when: {arg: 0, gt: 100}
          decide: gate
      exceptions:
        - {id: some, of: money, decide: allow, until: 2998-12-31, reason: reviewed, match: %s%s}
      """;

  private final Path folder;

  ExceptionMatchTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private @Nullable Decision decision(
      String match, String more, String type, String method, @Nullable Object amount)
      throws PolicyException {
    String text = POLICY.formatted(match, more);
    StubCall call =
        new StubCall(
            type,
            Set.of("com.acme.Trial"),
            Set.of("com.acme.Desk"),
            null,
            method,
            "(ILjava/lang/String;)V",
            Arrays.asList(amount, "C-1"),
            Map.of(),
            Call.of(1).surroundings(),
            IN_2027);
    return Verdict.of(new PolicyFolder(folder).load("desk.callgate.yaml", text).read(null), call)
        .decision();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{method: refund}",
        "{method: 'refund(int amount, String to)'}",
        "{method: 'refund*', class: com.acme.FrontDesk}",
        "{class: 'com.acme.Front*', exclude: [com.acme.FrontDesk.pay*]}",
        "{annotation: com.acme.Trial, method: refund}",
        "{subtypes_of: com.acme.Desk, method: refund}"
      })
  void onlyWhatItsMatchMeansIsWeaker(String match) throws PolicyException {
    assertThat(decision(match, "", "com.acme.FrontDesk", "refund", 5)).isNull();
    assertThat(decision(match, "", "com.acme.FrontDesk", "pay", 5)).isEqualTo(Decision.DENY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{class: com.acme.BackDesk}",
        "{method: 'refund(int amount)'}",
        "{annotation: com.acme.Other}",
        "{subtypes_of: com.acme.Other}",
        "{class: 'com.acme.*Desk', exclude: [com.acme.Front*]}"
      })
  void elsewhereTheRuleIsAsStrictAsBefore(String match) throws PolicyException {
    assertThat(decision(match, "", "com.acme.FrontDesk", "refund", 5)).isEqualTo(Decision.DENY);
  }

  @Test
  void anotherRuleOfTheSameCallStaysAsStrict() throws PolicyException {
    String pay = "{method: pay}";
    assertThat(decision(pay, "", "com.acme.FrontDesk", "pay", 101)).isEqualTo(Decision.GATE);
    assertThat(decision(pay, "", "com.acme.FrontDesk", "pay", 100)).isNull();
    // what cannot be decided applies, whatever became of the other rule
    assertThat(decision(pay, "", "com.acme.FrontDesk", "pay", null)).isEqualTo(Decision.GATE);
  }

  @Test
  void itsConditionHasToHoldToo() throws PolicyException {
    String small = ", when: {arg: 0, lt: 10}";
    assertThat(decision("{method: refund}", small, "com.acme.FrontDesk", "refund", 9)).isNull();
    for (Object amount : Arrays.asList(10, null)) {
      assertThat(decision("{method: refund}", small, "com.acme.FrontDesk", "refund", amount))
          .isEqualTo(Decision.DENY);
    }
    assertThat(decision("{method: refund}", small, "com.acme.FrontDesk", "pay", 9))
        .isEqualTo(Decision.DENY);
  }

  @Test
  void oneThatHasEndedMakesNothingWeaker() throws PolicyException {
    String ended = POLICY.replace("2998-12-31", "2020-01-01").formatted("{method: refund}", "");
    StubCall call =
        new StubCall(
            "com.acme.FrontDesk",
            Set.of(),
            Set.of(),
            null,
            "refund",
            "(ILjava/lang/String;)V",
            List.of(5, "C-1"),
            Map.of(),
            Call.of(1).surroundings(),
            IN_2027);

    PolicyFolder policies = new PolicyFolder(folder).load("desk.callgate.yaml", ended);

    assertThat(Verdict.of(policies.read(null), call).decision()).isEqualTo(Decision.DENY);
    assertThat(policies.problems()).anyMatch(line -> line.contains("LINT006"));
  }

  @Test
  void whatItMeansIsSaidInWords() throws PolicyException {
    String text = POLICY.formatted("{class: com.acme.FrontDesk, method: refund}", "");
    PolicySet policy = new PolicyFolder(folder).load("desk.callgate.yaml", text).read(null);

    Rule money =
        policy.rules().stream()
            .filter(rule -> rule.id().equals("desk/money"))
            .findFirst()
            .orElseThrow();
    List<String> sentences = RuleWords.of(money, policy).sentences();

    assertThat(sentences).anyMatch(line -> line.strip().equals("for refund of com.acme.FrontDesk"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{method: payout} | MEAN021",
        "{class: com.acme.Till} | MEAN021",
        "{class: Till} | MAT002",
        "{method: 'refund(int'} | SIG001",
        "{weave: body} | SCH003",
        "{clas: com.acme.FrontDesk} | SCH003",
        "refund | SCH002"
      })
  void whatCannotBeMeantIsSaid(String match, String code) {
    assertThat(
            new PolicyFolder(folder)
                .load("desk.callgate.yaml", POLICY.formatted(match, ""))
                .problems())
        .singleElement()
        .asString()
        .startsWith("desk.callgate.yaml:13:")
        .contains(" " + code + " ");
  }
}
