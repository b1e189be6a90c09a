package dev.callgate.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callgate.cli.system.Failure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TimeSpanTest {
  @ParameterizedTest
  @ValueSource(strings = {"30s", "15m", "24h", "7d", "1s"})
  void timesAreHandedOnAsWritten(String text) throws Failure {
    assertThat(TimeSpan.checked("--expires", text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "s", "30", "30x", "-1s", "1.5h", "0s", "000m", "30 s", "999999999s", "٣s"})
  void anythingElseIsNoTime(String text) {
    assertThatThrownBy(() -> TimeSpan.checked("--expires", text))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("--expires " + text);
  }

  @ParameterizedTest
  @CsvSource({
    "-5, 0s",
    "0, 0s",
    "1, 1s",
    "59000, 59s",
    "61000, 1m 1s",
    "86399000, 23h 59m",
    "86400000, 24h 0m",
    "176400000, 2d 1h"
  })
  void timeLeftIsToldInItsTwoLargestParts(long millis, String words) {
    assertThat(TimeSpan.words(millis)).isEqualTo(words);
  }
}
