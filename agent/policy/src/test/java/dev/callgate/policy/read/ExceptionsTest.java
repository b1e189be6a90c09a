package dev.callgate.policy.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.policy.BoundRule;
import dev.callgate.policy.Decision;
import dev.callgate.policy.Note;
import dev.callgate.policy.Policies;
import dev.callgate.policy.PolicyException;
import dev.callgate.policy.PolicySet;
import dev.callgate.policy.Rule;
import dev.callgate.policy.condition.CallView;
import dev.callgate.policy.condition.Truth;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExceptionsTest {
  private static final long IN_2027 = 1_800_000_000_000L;
  private static final long IN_2999 = 32_500_000_000_000L;

  private static final String POLICY =
      """
      callgate: 1
      name: pay
      environments: {production: {}, dev: {}, test: {mode: audit}}
      rules:
        - id: large
          match: {class: a.B, method: "pay(int amount, String job)"}
          when: {arg: amount, gt: 100}
          decide: deny
        - id: every
          match: {class: a.B, method: "pay(int amount, String job)"}
          decide: gate
      exceptions:
      """;

  private static final String NIGHTLY =
      "  - {id: nightly, of: large, decide: %s, until: 2998-12-31, reason: reviewed, when: {arg: job, eq: nightly}}\n";

  private final Path directory;

  ExceptionsTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void aRuleIsWeakerForTheCallsOfItsExceptionOnly() throws PolicyException {
    String audit = NIGHTLY.formatted("audit");

    assertThat(applying(audit, 101, "nightly"))
        .containsExactly("AUDIT pay/large", "GATE pay/every");
    assertThat(applying(audit, 101, "other")).containsExactly("DENY pay/large", "GATE pay/every");
    assertThat(applying(audit, 100, "nightly")).containsExactly("GATE pay/every");
  }

  @Test
  void anExceptionMayAllow() throws PolicyException {
    String allow = NIGHTLY.formatted("allow");

    assertThat(applying(allow, 101, "nightly")).containsExactly("GATE pay/every");
    assertThat(applying(allow, 101, "other")).containsExactly("DENY pay/large", "GATE pay/every");
  }

  @ParameterizedTest
  @ValueSource(strings = {"allow", "audit", "gate"})
  void whatIsNotCertainIsNoException(String decide) throws PolicyException {
    assertThat(applying(NIGHTLY.formatted(decide), 101, null))
        .containsExactly("DENY pay/large", "GATE pay/every");
  }

  @Test
  void aRuleThatCannotBeDecidedIsStillOnlyWeakerByItsException() throws PolicyException {
    assertThat(applying(NIGHTLY.formatted("audit"), null, "nightly"))
        .containsExactly("AUDIT pay/large", "GATE pay/every");
  }

  @Test
  void itEndsWhileTheRulesAreInUse() throws PolicyException {
    PolicySet policy = read(null, IN_2027, NIGHTLY.formatted("allow"));

    assertThat(applying(policy, IN_2027, 101, "nightly")).containsExactly("GATE pay/every");
    assertThat(applying(policy, IN_2999, 101, "nightly"))
        .containsExactly("DENY pay/large", "GATE pay/every");
  }

  @Test
  void oneThatHasEndedMakesNothingWeakerAndIsNoted() throws PolicyException {
    PolicySet policy = read("dev", IN_2999, NIGHTLY.formatted("allow"));

    assertThat(applying(policy, IN_2027, 101, "nightly"))
        .as("even if the clock is set back")
        .containsExactly("DENY pay/large", "GATE pay/every");
    assertThat(policy.notes()).extracting(Note::code).containsExactly("EXC001");
    assertThat(read("dev", IN_2027, NIGHTLY.formatted("allow")).notes()).isEmpty();
  }

  @Test
  void itsLastDayIsTheOneWritten() throws PolicyException {
    String today = NIGHTLY.formatted("allow").replace("2998-12-31", "2027-01-15");
    PolicySet policy = read(null, 0, today);
    long morrow = 1_800_057_600_000L;

    assertThat(applying(policy, morrow - 1, 101, "nightly")).containsExactly("GATE pay/every");
    assertThat(applying(policy, morrow, 101, "nightly"))
        .containsExactly("DENY pay/large", "GATE pay/every");
  }

  @Test
  void oneForAnEnvironmentCountsThereAndNowhereElse() throws PolicyException {
    String dev = NIGHTLY.formatted("allow").replace("reason", "environments: [dev], reason");

    assertThat(applying(read("dev", 0, dev), 0, 101, "nightly")).containsExactly("GATE pay/every");
    for (String other : Arrays.asList("production", "qa7", null)) {
      assertThat(applying(read(other, 0, dev), 0, 101, "nightly"))
          .containsExactly("DENY pay/large", "GATE pay/every");
    }
  }

  @Test
  void whereRulesOnlyRecordAnExceptionMakesNothingStricter() throws PolicyException {
    assertThat(applying(read("test", 0, NIGHTLY.formatted("gate")), 0, 101, "nightly"))
        .containsExactly("AUDIT pay/large", "AUDIT pay/every");
  }

  @Test
  void itsOwnGateSaysHowIsAsked() throws PolicyException {
    String gate =
        NIGHTLY
            .formatted("gate")
            .replace(
                "reason",
                "gate: {expires: 5m, decisions: [approve, edit, reject], editable: [amount]}, reason");

    Rule relaxed =
        read(null, 0, gate).rules().stream()
            .filter(rule -> rule.id().equals("pay/large+nightly"))
            .findFirst()
            .orElseThrow();

    assertThat(relaxed.decide()).isEqualTo(Decision.GATE);
    assertThat(relaxed.gate().expires()).hasMinutes(5);
    assertThat(relaxed.origin()).isEqualTo("pay/large");
  }

  @Test
  void oneMoreExceptionNeverMakesAnythingStricter() throws PolicyException {
    String any = "  - {id: any-%s, of: [large, every], decide: %s, until: 2998-12-31, reason: r}\n";
    List<String> exceptions =
        List.of(
            NIGHTLY.formatted("gate"),
            NIGHTLY.formatted("audit").replace("nightly,", "nightly2,"),
            any.formatted("audit", "audit"),
            any.formatted("allow", "allow"));
    for (int chosen = 0; chosen < 16; chosen++) {
      for (int more = 0; more < 4; more++) {
        int before = strictness(some(exceptions, chosen));
        assertThat(strictness(some(exceptions, chosen | 1 << more)))
            .as("%s with %s", some(exceptions, chosen), exceptions.get(more))
            .isLessThanOrEqualTo(before);
      }
    }
  }

  private static String some(List<String> exceptions, int chosen) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < exceptions.size(); i++) {
      text.append((chosen & 1 << i) == 0 ? "" : exceptions.get(i));
    }
    return text.length() == 0 ? "  []\n" : text.toString();
  }

  /** 3 for deny down to 0 for a call that nothing applies to. */
  private int strictness(String exceptions) throws PolicyException {
    return applying(exceptions, 101, "nightly").stream()
        .map(line -> 3 - Decision.valueOf(line.split(" ")[0]).ordinal())
        .max(Comparator.naturalOrder())
        .orElse(0);
  }

  private List<String> applying(String exceptions, @Nullable Object amount, @Nullable String job)
      throws PolicyException {
    return applying(read(null, IN_2027, exceptions), IN_2027, amount, job);
  }

  private static List<String> applying(
      PolicySet policy, long now, @Nullable Object amount, @Nullable String job) {
    List<String> applying = new ArrayList<>();
    for (Rule rule : policy.rules()) {
      if (rule.match().annotations().isEmpty()) {
        BoundRule bound = Policies.bind(rule, "pay", "(ILjava/lang/String;)V");
        if (bound.condition().test(new Dated(now, Arrays.asList(amount, job))) != Truth.FALSE) {
          applying.add(rule.decide() + " " + rule.origin());
        }
      }
    }
    return applying;
  }

  private PolicySet read(@Nullable String environment, long now, String exceptions)
      throws PolicyException {
    Path file = directory.resolve("pay.callgate.yaml");
    try {
      java.nio.file.Files.writeString(file, POLICY + exceptions);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return PolicyReader.read(List.of(file.toFile()), environment, now);
  }

  private record Dated(long now, List<@Nullable Object> arguments) implements CallView {
    @Override
    public @Nullable Object receiver() {
      return null;
    }

    @Override
    public int argumentCount() {
      return arguments.size();
    }

    @Override
    public @Nullable Object argument(int index) {
      return arguments.get(index);
    }
  }
}
