package dev.callgate.agent.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a reviewer reads is what is there, and nothing in it hides or moves the rest. */
class DisplayTest {
  @ParameterizedTest
  @CsvSource({
    "202e, right-to-left override",
    "2066, isolate",
    "200b, zero width space",
    "200d, joiner",
    "feff, byte order mark",
    "0000, null",
    "001b, escape",
    "007f, delete",
    "0085, next line",
    "2028, line separator",
    "2029, paragraph separator",
    "e000, private use",
    "e0041, tag letter",
    "1d173, musical format control",
  })
  void whatMisleadsTheEyeIsEscaped(String hex, String name) throws Exception {
    String hidden = Character.toString(Integer.parseInt(hex, 16));

    String shown = display("a" + hidden + "b");

    assertThat(shown).as(name).startsWith("\"a\\u").endsWith("b\"").doesNotContain(hidden);
    assertThat(shown.chars()).as(name).allMatch(c -> c >= ' ' && c < 0x7f);
  }

  @Test
  void halfACharacterIsEscaped() throws Exception {
    assertThat(display("a\ud800b")).isEqualTo("\"a\\ud800b\"");
    assertThat(display("a\udc00")).isEqualTo("\"a\\udc00\"");
  }

  @Test
  void ordinaryTextOfAnyScriptIsNot() throws Exception {
    assertThat(display("Zoë 漢字 العربية 🙂")).isEqualTo("\"Zoë 漢字 العربية 🙂\"");
  }

  @Test
  void linesAndTabsStayOnOneLine() throws Exception {
    assertThat(display("a\nb\r\tc\\")).isEqualTo("\"a\\nb\\r\\tc\\\\\"");
  }

  @Test
  void keysAreEscapedToo() throws Exception {
    assertThat(display(Map.of("\u202e", 1))).isEqualTo("{\"\\u202e\": 1}");
  }

  @Test
  void aLongTextIsCutAndSaysSo() throws Exception {
    String shown = display("x".repeat(100_000));

    assertThat(shown).hasSizeLessThan(4_100).endsWith("the digest covers the whole value)");
  }

  @Test
  void aCutDoesNotHalveACharacter() throws Exception {
    String shown = display("x".repeat(3_998) + "🙂🙂");

    int mark = shown.indexOf('…');
    assertThat(Character.isHighSurrogate(shown.charAt(mark - 1))).isFalse();
  }

  @Test
  void aLongListIsCutAndSaysSo() throws Exception {
    assertThat(display(Collections.nCopies(10_000, "item").toArray()))
        .hasSizeLessThan(4_100)
        .endsWith("the digest covers the whole value)");
  }

  @Test
  void whatFitsIsNotCut() throws Exception {
    assertThat(display("x".repeat(3_990))).hasSize(3_992).doesNotContain("cut");
  }

  private static String display(Object value) throws TooLargeException {
    return Snapshot.of(new Object[] {value}).display(0);
  }
}
