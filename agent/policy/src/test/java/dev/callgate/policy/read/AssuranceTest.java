package dev.callgate.policy.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.policy.Assurance;
import dev.callgate.policy.Gate;
import dev.callgate.policy.Policies;
import dev.callgate.policy.PolicySet;
import dev.callgate.policy.Rule;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a yes has to prove, as a rule says it and as the configuration makes it. */
class AssuranceTest {
  private final Path directory;

  AssuranceTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @ParameterizedTest
  @EnumSource
  void aRuleSaysIt(Assurance assurance) throws Exception {
    Gate gate = policy("assurance: " + assurance.written()).rules().get(0).gate();

    assertThat(gate.assurance()).isEqualTo(assurance);
    assertThat(gate.people()).endsWith(", assurance " + assurance.written());
    assertThat(policy("quorum: 1").rules().get(0).gate().assurance()).isNull();
  }

  @Test
  void anotherWordIsAnErrorWithTheNearestOne() {
    List<String> problems =
        Policies.problems(directory, text("assurance: reviewr", "")).stream()
            .map(String::valueOf)
            .toList();

    assertThat(problems)
        .singleElement()
        .asString()
        .contains("SCH004", "unknown assurance 'reviewr'", "did you mean 'reviewer'?");
  }

  /** The configuration can ask for more than a rule, and a rule for more than what is usual. */
  @ParameterizedTest
  @CsvSource({
    ",server,server,server",
    ",reviewer,server,reviewer",
    "server,reviewer,server,server",
    "server,reviewer,reviewer,reviewer",
    "reviewer,server,server,reviewer",
    "reviewer+log,reviewer,reviewer,reviewer+log",
  })
  void theStricterHolds(String said, String usual, String least, String result) throws Exception {
    PolicySet policy = policy(said == null ? "quorum: 1" : "assurance: " + said);

    PolicySet assured = policy.assured(assurance(usual), assurance(least));

    assertThat(assured.rules().get(0).gate().assurance()).isEqualTo(assurance(result));
    assertThat(assured.digest()).isEqualTo(policy.digest());
  }

  /** An exception that lets people decide what a rule forbids says what their yes has to prove. */
  @Test
  void anExceptionSaysItForItsOwnCalls() throws Exception {
    assertThat(excepted("assurance: reviewer")).isEqualTo(Assurance.REVIEWER);
    assertThat(excepted("approvers: [ops]")).isEqualTo(Assurance.SERVER);
  }

  private Assurance excepted(String gate) throws Exception {
    String denying =
        text("", "").replace("    gate: {}\n", "").replace("decide: gate", "decide: deny");
    String exception =
        """
        exceptions:
          - id: e
            of: [r]
            decide: gate
            until: 2999-01-01
            reason: tried
            approved_by: o
            gate: {%s}
        """
            .formatted(gate);
    PolicySet policy = Policies.read(directory, denying + exception);
    for (Rule rule : policy.assured(Assurance.SERVER, Assurance.SERVER).rules()) {
      if (rule.id().indexOf(Rule.RELAXED_BY) > 0) {
        return Objects.requireNonNull(rule.gate().assurance());
      }
    }
    throw new AssertionError("no rule was relaxed");
  }

  private static Assurance assurance(String written) {
    return Objects.requireNonNull(Assurance.of(written));
  }

  private PolicySet policy(String gate) throws Exception {
    return Policies.read(directory, text(gate, ""));
  }

  private static String text(String gate, String more) {
    return """
    callgate: 1
    name: p
    owner: o
    approvers: [ops]
    rules:
      - id: r
        match: {class: com.acme.T, method: m}
        decide: gate
        gate: {%s}
    """
            .formatted(gate)
        + more;
  }
}
