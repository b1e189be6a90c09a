package dev.callgate.policy.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.policy.PolicyException;
import dev.callgate.policy.Problem;
import dev.callgate.policy.trial.TestRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Policies that together use the whole language. */
class WorkedPoliciesTest {
  @ParameterizedTest
  @ValueSource(strings = {"2-archive", "3-tables", "4-border", "5-helper", "6-bridge", "8-house"})
  void isRightAndItsTestsPass(String name) throws Exception {
    TestRun run = TestRun.of(file(name).toFile());

    assertThat(run.results()).isNotEmpty();
    assertThat(run.results()).allSatisfy(r -> assertThat(r.passed()).as(r.toLine()).isTrue());
  }

  /** What is refused today, and for which reason only: a key that would be ignored is worse. */
  @ParameterizedTest
  @CsvSource({"1-ledger, SCH007 quorum", "7-harbour, SCH007 quorum"})
  void isRefusedForWhatThisVersionDoesNotSupport(String name, String why) {
    List<Problem> problems = problems(name);

    assertThat(problems)
        .isNotEmpty()
        .allSatisfy(p -> assertThat(p.code() + " " + p.message()).contains(why.split(" ")));
  }

  static Path file(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(
                  WorkedPoliciesTest.class.getResource("/worked/" + name + ".callgate.yaml"))
              .toURI());
    } catch (java.net.URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Problem> problems(String name) {
    try {
      PolicyReader.read(List.of(file(name).toFile()));
      return List.of();
    } catch (PolicyException e) {
      return e.problems();
    }
  }
}
