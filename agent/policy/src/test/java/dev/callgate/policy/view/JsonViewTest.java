package dev.callgate.policy.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.policy.Call;
import dev.callgate.policy.Policies;
import dev.callgate.policy.condition.Truth;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonViewTest {
  private static final String AMOUNT = "at: /amount, gt: 100";
  private static final String SOME = "at: \"/items/*/amount\", some: {gt: 500}";
  private static final String EVERY = "at: \"/items/*/amount\", every: {lte: 500}";

  private final Path directory;

  JsonViewTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @ParameterizedTest(name = "{0} of {1} is {2}")
  @MethodSource("rows")
  void aValueIsFoundByItsPointer(String view, String json, Truth expected) {
    assertThat(test(view, json)).isEqualTo(expected);
  }

  static Stream<Arguments> rows() {
    return Stream.of(
        row(AMOUNT, "{\"amount\": 100.5}", Truth.TRUE),
        row(AMOUNT, "{\"amount\": 1e2}", Truth.FALSE),
        row(AMOUNT, " {\"x\": [{}, [], -0.5E-3, true, null], \"amount\": 101 }\n", Truth.TRUE),
        row(AMOUNT, "{\"\\u0061mount\": 101}", Truth.TRUE),
        row(AMOUNT, "{\"amount\": \"101\"}", Truth.UNDECIDED),
        row(AMOUNT, "{\"Amount\": 101}", Truth.UNDECIDED),
        row(AMOUNT, "{\"amount\": null}", Truth.UNDECIDED),
        row(AMOUNT, "[101]", Truth.UNDECIDED),
        row("at: /a/1/b, eq: x", "{\"a\": [0, {\"b\": \"x\"}]}", Truth.TRUE),
        row("at: /a/2/b, eq: x", "{\"a\": [0, {\"b\": \"x\"}]}", Truth.UNDECIDED),
        row("at: /a~1b~0c, eq: x", "{\"a/b~c\": \"x\"}", Truth.TRUE),
        row("at: /t, eq: \"a\\\"\\n/\\u20ac\"", "{\"t\": \"a\\\"\\n\\/\\u20AC\"}", Truth.TRUE),
        row("at: /f, eq: true", "{\"f\": true}", Truth.TRUE),
        row("at: /f, exists: true", "{\"f\": 0}", Truth.TRUE),
        row("at: /f, exists: true", "{\"g\": 0}", Truth.FALSE),
        row("at: /a, size: 2", "{\"a\": [1, 2]}", Truth.TRUE),
        row("at: /a, size: {gt: 1}", "{\"a\": {\"b\": 1}}", Truth.FALSE),
        // several values
        row(SOME, "{\"items\": [{\"amount\": 5}, {\"amount\": 501}]}", Truth.TRUE),
        row(SOME, "{\"items\": [{\"amount\": 5}]}", Truth.FALSE),
        row(SOME, "{\"items\": [{\"amount\": 5}, {}]}", Truth.UNDECIDED),
        row(SOME, "{\"items\": {\"a\": {\"amount\": 501}}}", Truth.TRUE),
        row(SOME, "{\"items\": []}", Truth.FALSE),
        row(SOME, "{\"items\": 7}", Truth.UNDECIDED),
        row(SOME, "{}", Truth.UNDECIDED),
        row(EVERY, "{\"items\": [{\"amount\": 5}, {\"amount\": 500}]}", Truth.TRUE),
        row(EVERY, "{\"items\": [{\"amount\": 5}, {\"amount\": 501}]}", Truth.FALSE),
        row(EVERY, "{\"items\": [{\"amount\": 5}, {}]}", Truth.UNDECIDED),
        row(EVERY, "{\"items\": []}", Truth.UNDECIDED));
  }

  private static Arguments row(String view, String json, Truth expected) {
    return Arguments.of(view, json, expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"amount\":",
        "{\"amount\": 1",
        "{\"amount\": 1} x",
        "{\"amount\": 1}{}",
        "{\"amount\": 1}\0",
        "{\"amount\": 1,}",
        "{\"amount\": 1, \"amount\": 1000}",
        "{\"amount\": 1, \"\\u0061mount\": 1000}",
        "{\"amount\": 1, \"b\": {\"c\": 1, \"c\": 2}}",
        "{amount: 1}",
        "{'amount': 1}",
        "{\"amount\": 01}",
        "{\"amount\": +1}",
        "{\"amount\": .5}",
        "{\"amount\": 1.}",
        "{\"amount\": 0x1}",
        "{\"amount\": NaN}",
        "{\"amount\": 1e99999999999}",
        "{\"amount\": 1 /* 2 */}",
        "{\"amount\": 1, \"b\": \"\t\"}",
        "{\"amount\": 1, \"b\": \"\\x\"}",
        "{\"amount\": 1, \"b\": \"\\u12\"}",
        "{\"amount\": 1, \"b\": [1 2]}",
        "{\"amount\": 1, \"b\": trux}",
        "\uFEFF{\"amount\": 1}",
      })
  void whatReadersSeeDifferentlyIsUndecided(String json) {
    assertThat(test("at: /amount, lt: 5", json)).isEqualTo(Truth.UNDECIDED);
    assertThat(test("at: /nothing, exists: true", json)).isEqualTo(Truth.UNDECIDED);
  }

  @Test
  void whatIsTooLongOrTooDeepIsUndecided() {
    String padding = "\"p\": \"" + "x".repeat(256 * 1024) + "\"";

    assertThat(test(AMOUNT, "{\"amount\": 1, " + padding + "}")).isEqualTo(Truth.UNDECIDED);
    assertThat(test(AMOUNT, "{\"amount\": 1, \"d\": " + "[".repeat(63) + "]".repeat(63) + "}"))
        .isEqualTo(Truth.FALSE);
    assertThat(test(AMOUNT, "{\"amount\": 1, \"d\": " + "[".repeat(64) + "]".repeat(64) + "}"))
        .isEqualTo(Truth.UNDECIDED);
    assertThat(test(AMOUNT, "[".repeat(200_000))).isEqualTo(Truth.UNDECIDED);
    assertThat(test(AMOUNT, "{\"amount\": " + "9".repeat(257) + "}")).isEqualTo(Truth.UNDECIDED);
  }

  @Test
  void onlyTextIsRead() {
    assertThat(test(AMOUNT, null)).isEqualTo(Truth.UNDECIDED);
    assertThat(test(AMOUNT, 101)).isEqualTo(Truth.UNDECIDED);
    assertThat(test(AMOUNT, new StringBuilder("{\"amount\": 1}"))).isEqualTo(Truth.UNDECIDED);
  }

  private Truth test(String view, @Nullable Object value) {
    return Policies.condition(directory, "{arg: a, as: json, " + view + "}")
        .test(Call.of(value, null));
  }
}
