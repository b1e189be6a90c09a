package dev.callgate.policy.condition;

import static dev.callgate.policy.condition.Truth.FALSE;
import static dev.callgate.policy.condition.Truth.TRUE;
import static dev.callgate.policy.condition.Truth.UNDECIDED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.policy.BoundRule;
import dev.callgate.policy.Call;
import dev.callgate.policy.Policies;
import dev.callgate.policy.PolicyException;
import dev.callgate.policy.PolicySet;
import dev.callgate.policy.Rule;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.CharBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConditionTest {
  // Each decides the argument a as it is named: the text T is true, F is false, anything else is
  // undecided.
  private static final String LEAF = "{arg: %s, eq: T}";

  private final Path directory;

  ConditionTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @ParameterizedTest
  @CsvSource({
    // a, b, all, any, none, not a
    "T, T, TRUE, TRUE, FALSE, FALSE",
    "T, F, FALSE, TRUE, FALSE, FALSE",
    "T, U, UNDECIDED, TRUE, FALSE, FALSE",
    "F, T, FALSE, TRUE, FALSE, TRUE",
    "F, F, FALSE, FALSE, TRUE, TRUE",
    "F, U, FALSE, UNDECIDED, UNDECIDED, TRUE",
    "U, T, UNDECIDED, TRUE, FALSE, UNDECIDED",
    "U, F, FALSE, UNDECIDED, UNDECIDED, UNDECIDED",
    "U, U, UNDECIDED, UNDECIDED, UNDECIDED, UNDECIDED",
  })
  void logicHasThreeValues(String a, String b, Truth all, Truth any, Truth none, Truth not) {
    Call call = Call.of(a.equals("U") ? null : a, b.equals("U") ? null : b);
    String both = "[" + LEAF.formatted("a") + ", " + LEAF.formatted("b") + "]";

    assertThat(test("{all: " + both + "}", call)).isEqualTo(all);
    assertThat(test("{any: " + both + "}", call)).isEqualTo(any);
    assertThat(test("{none: " + both + "}", call)).isEqualTo(none);
    assertThat(test("{not: " + LEAF.formatted("a") + "}", call)).isEqualTo(not);
  }

  @ParameterizedTest(name = "{0} of {1} is {2}")
  @MethodSource("operators")
  void operatorsDecideWhatTheyKnow(String operator, @Nullable Object value, Truth expected) {
    assertThat(test("{arg: a, " + operator + "}", Call.of(value, null))).isEqualTo(expected);
  }

  static Stream<Arguments> operators() {
    return Stream.of(
        // numbers are exact decimals of whatever type
        row("gt: 100", 100, FALSE),
        row("gt: 100", 101L, TRUE),
        row("gt: 100", (short) 101, TRUE),
        row("gt: 100", (byte) 100, FALSE),
        row("gt: 100", 100.0, FALSE),
        row("gt: 100", Math.nextUp(100.0), TRUE),
        row("gt: 100", Math.nextUp(100.0f), TRUE),
        row("gt: 100", new BigDecimal("100.0000000000000000000000001"), TRUE),
        row("gt: 100", new BigInteger("9".repeat(40)), TRUE),
        row("gt: 100", Double.POSITIVE_INFINITY, TRUE),
        row("gt: 100", Double.NEGATIVE_INFINITY, FALSE),
        row("gt: 100", Double.NaN, UNDECIDED),
        row("gt: 100", Float.NaN, UNDECIDED),
        row("gt: 99999999999999999999", Long.MAX_VALUE, FALSE),
        row("gt: -99999999999999999999", Long.MIN_VALUE, TRUE),
        row("gte: 100.5", 100, FALSE),
        row("gte: 100.5", 101, TRUE),
        row("lt: -0.5", -1, TRUE),
        row("lt: -0.5", 0, FALSE),
        row("lte: 0.1", 0.1, TRUE),
        row("lt: 0.1", 0.1, FALSE),
        row("lte: 0.1", 0.1f, TRUE),
        row("eq: 100", new BigDecimal("100.00"), TRUE),
        row("eq: 0", -0.0, TRUE),
        row("ne: 100", 100L, FALSE),
        row("between: [1, 3]", 1, TRUE),
        row("between: [1, 3]", 3, TRUE),
        row("between: [1, 3]", 4, FALSE),
        row("in: [1, 2]", 2L, TRUE),
        row("not_in: [1, 2]", 3, TRUE),
        // never from text, never from what only looks like a number
        row("gt: 100", "101", UNDECIDED),
        row("eq: 100", "100", UNDECIDED),
        row("ne: 100", "100", UNDECIDED),
        row("eq: \"100\"", 100, UNDECIDED),
        row("gt: 100", 'x', UNDECIDED),
        row("gt: 100", true, UNDECIDED),
        row("gt: 100", null, UNDECIDED),
        // text, characters, enums
        row("eq: USD", "USD", TRUE),
        row("eq: USD", "usd", FALSE),
        row("eq_ignore_case: usd", "USD", TRUE),
        row("in: [USD, EUR]", "EUR", TRUE),
        row("not_in: [USD, EUR]", "GBP", TRUE),
        row("not_in: [USD, EUR]", null, UNDECIDED),
        row("starts_with: [ab, cd]", "cde", TRUE),
        row("ends_with: z", "abc", FALSE),
        row("contains: ll", "hello", TRUE),
        row("contains: $$x", "a$xb", TRUE),
        row("eq: A", 'A', TRUE),
        row("eq: SECONDS", TimeUnit.SECONDS, TRUE),
        row("in: [DAYS, HOURS]", TimeUnit.SECONDS, FALSE),
        row("glob: \"*.example.com\"", "a.example.com", TRUE),
        row("glob: \"*.example.com\"", "a.b.example.com", FALSE),
        row("glob: \"**.example.com\"", "a.b.example.com", TRUE),
        row("regex: \"^US.$\"", "USD", TRUE),
        row("regex: \"^US.$\"", "USDX", FALSE),
        row("regex: \"^US.$\"", "xUSD", FALSE),
        row("regex: \"(?i)^us.$\"", "USD", TRUE),
        row("regex: \"^(US.|EUR)$\"", "EUR", TRUE),
        row("regex: [\"^a$\", \"^b$\"]", "b", TRUE),
        row("regex: \"^(DAYS|HOURS)$\"", TimeUnit.DAYS, TRUE),
        // neither a line break nor a text after one leads around it
        row("regex: \"^.*drop.*$\"", "select\ndrop\nx", TRUE),
        row("regex: \"^a$\"", "a\n", FALSE),
        row("regex: \"^a$\"", 1, UNDECIDED),
        row("regex: \"^a$\"", null, UNDECIDED),
        // takes forever where an engine goes back
        row(
            "regex: \"^(.*?,){12}P$\"",
            "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21",
            FALSE),
        row("regex: \"^(a|aa)+$\"", "a".repeat(3000) + "b", FALSE),
        row("eq: USD", CharBuffer.wrap("USD"), UNDECIDED),
        // booleans
        row("eq: true", true, TRUE),
        row("ne: true", true, FALSE),
        row("eq: true", "true", UNDECIDED),
        // sizes
        row("size: 3", "abc", TRUE),
        row("size: {gt: 1, lt: 3}", new int[2], TRUE),
        row("size: {gt: 1}", new String[0], FALSE),
        row("size: {gt: 1}", new ArrayList<>(List.of(1, 2)), TRUE),
        row("size: 2", Arrays.asList(1, 2), TRUE),
        row("size: 2", List.of(1, 2), TRUE),
        row("size: 3", Set.of(1, 2, 3), TRUE),
        row("size: 1", Map.of(1, 2), TRUE),
        row("size: 0", new HashMap<>(), TRUE),
        row("size: 1", new TreeSet<>(List.of(1)), TRUE),
        row("size: 0", Collections.unmodifiableList(new ArrayList<>()), UNDECIDED),
        row("size: 0", null, UNDECIDED),
        row("size: 0", 0, UNDECIDED),
        // presence and class
        row("exists: true", null, FALSE),
        row("exists: false", null, TRUE),
        row("exists: true", 0, TRUE),
        row("type: String", "x", TRUE),
        row("type: [java.math.*, Integer]", BigDecimal.ONE, TRUE),
        row("type: Object", "x", FALSE),
        row("type: String", null, UNDECIDED),
        // several operators all hold
        row("gt: 1, lt: 3", 2, TRUE),
        row("gt: 1, lt: 3", 3, FALSE),
        row("starts_with: a, size: {lt: 3}", "abc", FALSE));
  }

  private static Arguments row(String operator, @Nullable Object value, Truth expected) {
    return Arguments.of(operator, value, expected);
  }

  @Test
  void anArgumentTheMethodDoesNotHaveIsMissing() {
    Call two = Call.of(1, 2);

    Rule rule =
        Policies.rule(directory, "id: r\nmatch: {class: a.B}\ndecide: gate\nwhen: {arg: 7, eq: 1}");
    BoundRule bound = Policies.bind(rule, "m", "(II)V");

    assertThat(bound.condition().test(two)).isEqualTo(UNDECIDED);
  }

  @Test
  void ofTheReceiverOnlyItsClassAndPresenceAreAsked() {
    String when = "{self: this, type: java.util.ArrayList}";

    assertThat(test(when, Call.on(new ArrayList<>()))).isEqualTo(TRUE);
    assertThat(test(when, Call.on(List.of()))).isEqualTo(FALSE);
    assertThat(test(when, Call.of(1, 2))).as("a static method has none").isEqualTo(UNDECIDED);
  }

  @Test
  void conditionsAreUsedByNameInAnyOrder() throws PolicyException {
    PolicySet set =
        Policies.read(
            directory,
            """
            callgate: 1
            name: p
            conditions:
              foreign_and_large: {all: [{use: large}, {not: {use: home}}]}
              large: {arg: amount, gt: 100}
              home: {arg: currency, in: $home}
            lists: {home: [USD]}
            rules:
              - id: r
                match: {class: a.B, method: "pay(int amount, String currency)"}
                decide: gate
                when: {use: foreign_and_large}
            """);
    BoundRule bound = Policies.bind(set.rules().get(0), "pay", "(ILjava/lang/String;)V");

    assertThat(bound.condition().test(Call.of(101, "EUR"))).isEqualTo(TRUE);
    assertThat(bound.condition().test(Call.of(101, "USD"))).isEqualTo(FALSE);
    assertThat(bound.condition().test(Call.of(100, "EUR"))).isEqualTo(FALSE);
    assertThat(bound.condition().test(Call.of(101, null))).isEqualTo(UNDECIDED);
  }

  private Truth test(String when, Call call) {
    return Policies.condition(directory, when).test(call);
  }
}
