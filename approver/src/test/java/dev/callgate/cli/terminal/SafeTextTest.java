package dev.callgate.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SafeTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"plain", "Grüße, 東京 and עברית", "C:\\temp\\x", "a \"quoted\" 'text'", "😀"})
  void visibleTextStaysAsItIs(String text) {
    assertThat(SafeText.of(text)).isEqualTo(text);
  }

  @Test
  void escapeSequencesCannotReachTheTerminal() {
    assertThat(SafeText.of("\u001b[2K\u001b]0;title\u0007ok"))
        .isEqualTo("<U+001B>[2K<U+001B>]0;title<U+0007>ok");
  }

  @ParameterizedTest
  @CsvSource({
    "000A", "000D", "0009", "0008", "007F", "009B", "0085", "2028", "2029", "00A0", "200B", "200D",
    "FEFF", "00AD", "3164", "FE0F", "2800", "E0041", "E000", "FFFF"
  })
  void everyCharacterThatShowsNothingIsWrittenOut(String hex) {
    String hidden = Character.toString(Integer.parseInt(hex, 16));

    assertThat(SafeText.of("a" + hidden + "b")).isEqualTo("a<U+" + hex + ">b");
  }

  @ParameterizedTest
  @CsvSource({
    "202A", "202B", "202D", "202E", "2066", "2067", "2068", "2069", "200E", "200F", "061C"
  })
  void directionCannotBeTurned(String hex) {
    String turn = Character.toString(Integer.parseInt(hex, 16));

    assertThat(SafeText.of("pay " + turn + "001")).isEqualTo("pay <U+" + hex + ">001");
  }

  @Test
  void halfACharacterIsWrittenOut() {
    assertThat(SafeText.of("a\ud83d")).isEqualTo("a<U+D83D>");
  }

  @Test
  void paddingIsCountedInsteadOfShown() {
    assertThat(SafeText.of("ok" + " ".repeat(200) + "rm -rf /"))
        .isEqualTo("ok<200 spaces>rm -rf /");
    assertThat(SafeText.of("a        b")).isEqualTo("a        b");
  }

  @Test
  void marksThatPileUpAreWrittenOut() {
    assertThat(SafeText.of("a\u0301\u0302\u0303\u0304")).isEqualTo("a\u0301\u0302\u0303<U+0304>");
  }

  @Test
  void longTextSaysHowMuchIsLeftOut() {
    assertThat(SafeText.of("😀".repeat(12), 10))
        .isEqualTo("😀".repeat(10) + "… (2 more characters)");
    assertThat(SafeText.of("😀".repeat(10), 10)).isEqualTo("😀".repeat(10));
  }
}
