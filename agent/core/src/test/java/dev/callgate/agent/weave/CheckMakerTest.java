package dev.callgate.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.agent.fixture.PolicyText;
import dev.callgate.agent.gate.HarmlessCalls;
import dev.callgate.agent.gate.OwnThreads;
import dev.callgate.match.MethodKey;
import dev.callgate.policy.BoundRule;
import dev.callgate.policy.Rule;
import dev.callgate.policy.condition.CallView;
import dev.callgate.policy.condition.Truth;
import java.lang.invoke.MethodHandle;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A check says of a call that it is harmless only where the rules' conditions say so too. */
class CheckMakerTest {
  private static final String METHOD =
      "pay(int a, long b, double c, boolean d, String e, Object f, short g, byte h)";
  private static final MethodKey KEY =
      new MethodKey("pay", "(IJDZLjava/lang/String;Ljava/lang/Object;SB)V");
  private final HarmlessCalls calls = new HarmlessCalls(new OwnThreads());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{arg: a, gt: 100}",
        "{arg: a, gte: 100.5}",
        "{arg: b, between: [-3, 9000000000]}",
        "{any: [{arg: b, gt: 99999999999999999999}, {arg: a, gt: 100}]}",
        "{arg: c, lte: 0.1}",
        "{arg: c, in: [0.1, 7, 100]}",
        "{not: {arg: c, gt: 5}}",
        "{arg: d, eq: true}",
        "{arg: e, eq: USD}",
        "{arg: e, not_in: [USD, EUR]}",
        "{arg: e, in: [USD, com.acme]}",
        "{not: {arg: e, in: [USD, com.acme]}}",
        "{arg: e, eq_ignore_case: usd}",
        "{arg: e, starts_with: com.}",
        "{arg: e, ends_with: me}",
        "{arg: e, contains: [ac, SD]}",
        "{not: {arg: e, contains: [ac, SD]}}",
        "{arg: f, eq: \"7\"}",
        "{arg: f, in: [DAYS, \"8\"]}",
        "{not: {arg: f, eq: \"7\"}}",
        "{arg: e, glob: \"com.*\"}",
        "{arg: e, exists: false}",
        "{arg: f, gt: 5}",
        "{arg: f, ne: 7}",
        "{arg: g, gt: 5, lt: 200}",
        "{arg: h, ne: 7}",
        "{all: [{arg: a, gt: 100}, {arg: e, eq: USD}]}",
        "{any: [{arg: a, gt: 100}, {arg: e, eq: USD}]}",
        "{not: {all: [{arg: a, gt: 100}, {arg: e, eq: USD}, {arg: c, lt: 3}]}}",
        "{not: {any: [{arg: a, lt: 100}, {not: {arg: e, eq: USD}}, {arg: f, eq: 7}]}}",
        "{all: [{any: [{arg: a, gt: 100}, {arg: b, lt: 0}]}, {any: [{arg: d, eq: true}, {arg: e, eq: USD}]}]}",
      })
  void saysWhatTheConditionSays(String when) throws Throwable {
    List<BoundRule> rules = rules(when);
    MethodHandle check = make(rules);
    assertThat(check).isNotNull();
    int harmless = 0;
    int others = 0;
    for (@Nullable Object[] arguments : everyCall()) {
      boolean said = said(check, arguments);
      assertThat(said)
          .as("%s of %s", when, List.of(String.valueOf(java.util.Arrays.asList(arguments))))
          .isEqualTo(areFalse(rules, arguments));
      harmless += said ? 1 : 0;
      others += said ? 0 : 1;
    }
    assertThat(harmless).isPositive();
    assertThat(others).isPositive();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{arg: e, as: path, glob: \"/secrets/**\"}",
        "{arg: e, regex: \"^U.D$\"}",
        "{thread: name, glob: \"agent-*\"}",
        "{called_from: \"com.acme.**\"}",
        "{not: {all: [{arg: a, gt: 5}, {arg: e, as: path, glob: \"/secrets/**\"}]}}",
      })
  void isNotMadeWhereNobodyCanBeSure(String when) {
    assertThat(make(rules(when))).isNull();
  }

  @Test
  void saysNothingWhereOnlyAViewWouldKnow() throws Throwable {
    List<BoundRule> rules =
        rules("{all: [{arg: a, gt: 5}, {arg: e, as: path, glob: \"/secrets/**\"}]}");
    MethodHandle check = make(rules);
    assertThat(said(check, 5, 0L, 0.0, true, "/tmp", null, (short) 0, (byte) 0)).isTrue();
    assertThat(said(check, 6, 0L, 0.0, true, "/tmp", null, (short) 0, (byte) 0)).isFalse();
  }

  @Test
  void everyRuleOfTheMethodHasToSpare() throws Throwable {
    List<BoundRule> rules = new ArrayList<>(rules("{arg: a, gt: 100}"));
    rules.addAll(rules("{arg: e, eq: USD}"));
    MethodHandle check = make(rules);
    assertThat(said(check, 1, 0L, 0.0, true, "EUR", null, (short) 0, (byte) 0)).isTrue();
    assertThat(said(check, 101, 0L, 0.0, true, "EUR", null, (short) 0, (byte) 0)).isFalse();
    assertThat(said(check, 1, 0L, 0.0, true, "USD", null, (short) 0, (byte) 0)).isFalse();
    rules.addAll(rules(null));
    assertThat(make(rules)).as("with a rule about every call").isNull();
  }

  private @Nullable MethodHandle make(List<BoundRule> rules) {
    return new CheckMaker().make(KEY, /* isStatic= */ true, rules, calls);
  }

  private static boolean said(@Nullable MethodHandle check, @Nullable Object... arguments)
      throws Throwable {
    List<@Nullable Object> all = new ArrayList<>();
    all.add(null);
    all.addAll(java.util.Arrays.asList(arguments));
    return (boolean) Objects.requireNonNull(check).invokeWithArguments(all);
  }

  private static boolean areFalse(List<BoundRule> rules, @Nullable Object[] arguments) {
    boolean all = true;
    for (BoundRule rule : rules) {
      all &= rule.condition().test(new Written(arguments)) == Truth.FALSE;
    }
    return all;
  }

  private static List<BoundRule> rules(@Nullable String when) {
    String rule =
        "id: pay\nmatch: {class: acme.Shop, method: \""
            + METHOD
            + "\"}\ndecide: deny"
            + (when == null ? "" : "\nwhen: " + when);
    for (Rule each : PolicyText.rules(rule).rules()) {
      if (each.id().equals("p/pay")) {
        return List.of(Objects.requireNonNull(each.bind(KEY.name(), KEY.descriptor())));
      }
    }
    throw new AssertionError(rule);
  }

  /** Each value of each argument beside two of every other. */
  private static List<@Nullable Object[]> everyCall() {
    Object[][] values = {
      {100, 101, -1, Integer.MAX_VALUE},
      {-4L, -3L, 9000000000L, 9000000001L, Long.MIN_VALUE, Long.MAX_VALUE},
      {0.1, 7.0, 0.0, 100.0, Double.NaN, -0.0, Double.POSITIVE_INFINITY},
      {true, false},
      {"USD", "EUR", "com.acme", "com.a.b", null},
      {7, "7", null, new BigDecimal("7.00"), 4L, TimeUnit.DAYS, new Object()},
      {(short) 5, (short) 6, (short) 200},
      {(byte) 7, (byte) -1}
    };
    List<@Nullable Object[]> calls = new ArrayList<>();
    for (int mask = 0; mask < 1 << values.length; mask++) {
      for (int varied = 0; varied < values.length; varied++) {
        for (Object value : values[varied]) {
          @Nullable Object[] call = new @Nullable Object[values.length];
          for (int i = 0; i < call.length; i++) {
            call[i] = values[i][mask >> i & 1];
          }
          call[varied] = value;
          calls.add(call);
        }
      }
    }
    return calls;
  }

  private record Written(@Nullable Object[] arguments) implements CallView {
    @Override
    public @Nullable Object receiver() {
      return null;
    }

    @Override
    public int argumentCount() {
      return arguments.length;
    }

    @Override
    public @Nullable Object argument(int index) {
      return arguments[index];
    }
  }
}
