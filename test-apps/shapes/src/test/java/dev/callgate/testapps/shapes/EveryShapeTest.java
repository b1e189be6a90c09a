package dev.callgate.testapps.shapes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The positive control, and that the program would notice a gate that lets something through. */
final class EveryShapeTest {
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();

  @Test
  void everyCaseRunsWhenNothingIsInTheWay() {
    assertThat(run(Expectation.RUN)).as(output::toString).isZero();
  }

  @Test
  void everyGatedCaseFailsWhenRefusalIsExpectedAndNothingRefuses() {
    long gated = Main.cases().filter(Case::gated).count();
    assertThat(run(Expectation.REFUSED)).as(output::toString).isEqualTo((int) gated);
  }

  @Test
  void noTwoCasesShareAName() {
    assertThat(Main.cases().map(Case::name)).doesNotHaveDuplicates();
  }

  @Test
  void runWithoutAnyCaseIsAFailure() {
    PrintStream nowhere = new PrintStream(output, true, StandardCharsets.UTF_8);
    assertThat(Main.run(Expectation.RUN, "no such group", nowhere)).isEqualTo(1);
  }

  private int run(Expectation expectation) {
    return Main.run(expectation, "", new PrintStream(output, true, StandardCharsets.UTF_8));
  }
}
