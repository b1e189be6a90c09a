package dev.callgate.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LookalikesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "pay C-42 120.00",
        "Grüße aus Tromsø, naïve café",
        "Привет, мир",
        "Ελλάδα",
        "東京タワー and iPhone用ケース",
        "שלום",
        "x² + ½",
        "file_2-а.txt"
      })
  void honestTextNeedsNoRemark(String text) {
    assertThat(Lookalikes.in(text)).isEmpty();
  }

  @Test
  void lettersOfTwoAlphabetsInOneWordAreTold() {
    assertThat(Lookalikes.in("to p\u0430ypal.example"))
        .containsExactly("p\u0430ypal mixes letters of Latin and Cyrillic");
  }

  @Test
  void aWordOfAnotherAlphabetThatLooksLatinIsTold() {
    assertThat(Lookalikes.in("\u0430\u0440\u0440\u04cf\u0435.example"))
        .containsExactly(
            "\u0430\u0440\u0440\u04cf\u0435 is written in Cyrillic letters that look like Latin"
                + " ones");
  }

  @Test
  void shapesOfOtherLettersAreTold() {
    assertThat(Lookalikes.in("\uff41dmin"))
        .containsExactly("\uff41dmin is made of letters that stand for admin");
  }

  @Test
  void aFewRemarksAreEnoughAndNothingIsToldTwice() {
    assertThat(Lookalikes.in("p\u0430y p\u0430y")).hasSize(1);
    assertThat(Lookalikes.in("p\u0430a p\u0430b p\u0430c p\u0430d p\u0430e")).hasSize(3);
  }
}
