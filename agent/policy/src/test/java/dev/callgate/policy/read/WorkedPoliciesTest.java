package dev.callgate.policy.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.policy.trial.TestRun;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Policies that together use the whole language. */
class WorkedPoliciesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1-ledger",
        "2-archive",
        "3-tables",
        "4-border",
        "5-helper",
        "6-bridge",
        "7-harbour",
        "8-house"
      })
  void isRightAndItsTestsPass(String name) throws Exception {
    TestRun run = TestRun.of(file(name).toFile());

    assertThat(run.results()).isNotEmpty();
    assertThat(run.results()).allSatisfy(r -> assertThat(r.passed()).as(r.toLine()).isTrue());
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
}
