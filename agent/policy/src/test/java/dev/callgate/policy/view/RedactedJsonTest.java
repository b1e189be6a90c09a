package dev.callgate.policy.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactedJsonTest {
  private static String shown(String text, String... pointer) {
    RedactedJson json = Objects.requireNonNull(RedactedJson.of(text, List.of(List.of(pointer))));
    return json.show("-", json.secrets()::contains);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "{\"a\":1,\"b\":[true,null]} | a | {\"a\":\"-\",\"b\":[true,null]}",
        "{\"a\":{\"b\":\"s\"},\"c\":{}} | a/b | {\"a\":{\"b\":\"-\"},\"c\":{}}",
        "{\"a\":[{\"b\":\"s\"},{\"c\":2}]} | a/*/b | {\"a\":[{\"b\":\"-\"},{\"c\":2}]}",
        "{\"a\":[7,8]} | a/1 | {\"a\":[7,\"-\"]}",
        "{\"a\":\"user:pw\",\"b\":1} | a/pw | {\"a\":\"-\",\"b\":1}",
        "{\"a\":[\"pw\"],\"b\":1} | a/pw | {\"a\":\"-\",\"b\":1}",
        "{\"a\":\"s\",\"b\":\"s\",\"s\":1} | a | {\"a\":\"-\",\"b\":\"-\",\"-\":1}",
        "{\"a\":null} | a | {\"a\":null}",
        "{\"x\":\"q\\\"\\\\\\u0001\"} | a | {\"x\":\"q\\\"\\\\\\u0001\"}"
      })
  void hidesWhatThePointerLeadsTo(String text, String pointer, String shown) {
    assertThat(shown(text, pointer.split("/"))).isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"a\":1}x",
        "{\"a\":1,\"a\":2}",
        "{a:1}",
        "[1]",
        "\"s\"",
        "7",
        "{\"a\":\"\u0001\"}"
      })
  void nothingIsLeftOfWhatIsNotClear(String text) {
    assertThat(RedactedJson.of(text, List.of(List.of("a")))).isNull();
  }

  @Test
  void whatIsTooLongOrTooDeepIsNotClear() {
    String deep = "{\"b\":" + "[".repeat(100) + "]".repeat(100) + ",\"a\":1}";
    String longer = "{\"a\":1,\"b\":\"" + "x".repeat(300_000) + "\"}";

    assertThat(RedactedJson.of(deep, List.of(List.of("a")))).isNull();
    assertThat(RedactedJson.of(longer, List.of(List.of("a")))).isNull();
  }

  /** Whatever the text: it is shown without the secret, or not at all. */
  @Property(tries = 500)
  void theSecretIsNeverShown(@ForAll String before, @ForAll String after) {
    String text = "{\"note\":\"" + before + "\",\"password\":\"hunter2\"," + after + "}";
    RedactedJson json = RedactedJson.of(text, List.of(List.of("password")));
    if (json != null) {
      assertThat(json.show("-", t -> t.contains("hunter2"))).doesNotContain("hunter2");
    }
  }
}
