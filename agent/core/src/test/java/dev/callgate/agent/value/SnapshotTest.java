package dev.callgate.agent.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SnapshotTest {
  private static final byte[] SALT = new byte[16];

  /** An object with parts that can change. */
  private static final class Order {
    String account = "a-1";
    final int[] items = {1, 2};
    final List<List<String>> tags = new ArrayList<>(List.of(new ArrayList<>(List.of("x"))));
    final StringBuilder note = new StringBuilder("note");
    @Nullable Order next;
  }

  static List<Arguments> shown() {
    return List.of(
        Arguments.of(true, "true"),
        Arguments.of((byte) -1, "-1"),
        Arguments.of('x', "\"x\""),
        Arguments.of(5L, "5"),
        Arguments.of(0.1f, "0.1"),
        Arguments.of(Double.NaN, "NaN"),
        Arguments.of(new BigDecimal("0.10"), "0.10"),
        Arguments.of(new BigDecimal("1E+3"), "1000"),
        Arguments.of(new BigDecimal("1E+1000000000"), "1E+1000000000"),
        Arguments.of(BigInteger.TEN.pow(20), "100000000000000000000"),
        Arguments.of("say \"hi\"", "\"say \\\"hi\\\"\""),
        Arguments.of(new StringBuilder("sb"), "\"sb\""),
        Arguments.of(LocalDate.of(2026, 2, 28), "\"2026-02-28\""),
        Arguments.of(Instant.EPOCH, "\"1970-01-01T00:00:00Z\""),
        Arguments.of(
            ZonedDateTime.ofInstant(Instant.EPOCH, ZoneId.of("Europe/Berlin")),
            "\"1970-01-01T01:00+01:00[Europe/Berlin]\""),
        Arguments.of(new UUID(0, 1), "\"00000000-0000-0000-0000-000000000001\""),
        Arguments.of(Path.of("/srv/data"), "\"/srv/data\""),
        Arguments.of(String.class, "java.lang.String"),
        Arguments.of(new boolean[] {true}, "[true]"),
        Arguments.of(new byte[] {1, (byte) 0xff}, "2 bytes 01ff"),
        Arguments.of(new char[] {'a'}, "[\"a\"]"),
        Arguments.of(new short[] {1}, "[1]"),
        Arguments.of(new int[] {1, 2}, "[1, 2]"),
        Arguments.of(new long[] {1}, "[1]"),
        Arguments.of(new float[] {1}, "[1.0]"),
        Arguments.of(new double[] {1}, "[1.0]"),
        Arguments.of(new String[][] {{"a"}, {}}, "[[\"a\"], []]"),
        Arguments.of(Arrays.asList(1, null), "[1, null]"),
        Arguments.of(List.of(), "[]"),
        Arguments.of(new ArrayDeque<>(List.of(1, 2)), "[1, 2]"),
        Arguments.of(Map.of("k", List.of(1)), "{\"k\": [1]}"),
        Arguments.of(Collections.emptyMap(), "{}"),
        Arguments.of(Optional.of(1), "[1]"));
  }

  @ParameterizedTest
  @MethodSource("shown")
  void isShownAs(Object value, String text) throws Exception {
    assertThat(of(value).display(0)).isEqualTo(text);
  }

  @Test
  void nullIsShownAndDigested() throws Exception {
    assertThat(of((Object) null).display(0)).isEqualTo("null");
    assertThat(digest((Object) null)).isNotEqualTo(digest("null"));
  }

  @ParameterizedTest
  @MethodSource("shown")
  void equalValuesDigestEqually(Object value, String text) throws Exception {
    assertThat(digest(value)).isEqualTo(digest(value));
  }

  static List<Arguments> different() {
    return List.of(
        Arguments.of(1, 1L),
        Arguments.of(1, "1"),
        Arguments.of(1, new BigDecimal(1)),
        Arguments.of(1, BigInteger.ONE),
        Arguments.of((short) 1, (byte) 1),
        Arguments.of('a', "a"),
        Arguments.of("a", new StringBuilder("a")),
        Arguments.of(1.0f, 1.0d),
        Arguments.of(0.0d, -0.0d),
        Arguments.of(new BigDecimal("1.0"), new BigDecimal("1.00")),
        Arguments.of(new int[] {1}, new long[] {1}),
        Arguments.of(new int[] {1}, new Integer[] {1}),
        Arguments.of(List.of("a", "b"), List.of("b", "a")),
        Arguments.of(List.of("ab", "c"), List.of("a", "bc")),
        Arguments.of(List.of("a"), List.of(List.of("a"))),
        Arguments.of(List.of(1, 2), List.of(1)),
        Arguments.of(Map.of("a", 1), Map.of("a", 2)),
        Arguments.of(Map.of("a", 1), Map.of("b", 1)),
        Arguments.of(Map.of("a", 1), List.of("a", 1)),
        Arguments.of("\ud800", "\udbff"),
        Arguments.of("", new byte[0]),
        Arguments.of(new Date(1_000), new Date(1_001)),
        Arguments.of(String.class, Integer.class),
        Arguments.of(Thread.State.NEW, "NEW"));
  }

  @ParameterizedTest
  @MethodSource("different")
  void differentValuesDigestDifferently(Object one, Object other) throws Exception {
    assertThat(digest(one)).isNotEqualTo(digest(other));
  }

  @Test
  void argumentsDoNotRunIntoEachOther() throws Exception {
    assertThat(digest("a", "b")).isNotEqualTo(digest("ab"));
    assertThat(digest("a", "b")).isNotEqualTo(digest("b", "a"));
    assertThat(digest(List.of("a"), "b")).isNotEqualTo(digest(List.of("a", "b")));
  }

  static List<UnaryOperator<Order>> changes() {
    return List.of(
        order -> {
          order.account = "a-2";
          return order;
        },
        order -> {
          order.items[1] = 3;
          return order;
        },
        order -> {
          order.tags.get(0).add("y");
          return order;
        },
        order -> {
          order.tags.get(0).set(0, "y");
          return order;
        },
        order -> {
          order.note.setCharAt(0, 'N');
          return order;
        },
        order -> {
          order.next = new Order();
          return order;
        },
        order -> {
          order.next = order;
          return order;
        });
  }

  @ParameterizedTest
  @MethodSource("changes")
  void everyChangeInsideChangesTheDigest(UnaryOperator<Order> change) throws Exception {
    Order order = new Order();
    String before = digest(order);
    assertThat(digest(order)).isEqualTo(before);

    assertThat(digest(change.apply(order))).isNotEqualTo(before);
  }

  @Test
  void theSameObjectTwiceDiffersFromTwoEqualOnes() throws Exception {
    List<String> one = new ArrayList<>(List.of("a"));
    List<String> other = new ArrayList<>(List.of("a"));

    assertThat(digest(one, one)).isNotEqualTo(digest(one, other));
    assertThat(of(one, one).display(1)).isEqualTo("(shown before)");
  }

  @Test
  void aCycleEnds() throws Exception {
    List<Object> list = new ArrayList<>();
    list.add(list);
    Object[] array = new Object[1];
    array[0] = array;

    assertThat(of(list).display(0)).isEqualTo("[(shown before)]");
    assertThat(of((Object) array).display(0)).isEqualTo("[(shown before)]");
  }

  @Test
  void theSaltHidesEqualArguments() throws Exception {
    Snapshot snapshot = of("1234");

    assertThat(snapshot.digest(new byte[] {1})).isNotEqualTo(snapshot.digest(new byte[] {2}));
  }

  @Test
  void nestingHasABottom() throws Exception {
    assertThat(of(nested(30)).display(0)).contains("\"bottom\"");

    assertThatThrownBy(() -> of(nested(40)))
        .isInstanceOf(TooLargeException.class)
        .hasMessageContaining("nested deeper");
  }

  @Test
  void sizeHasALimit() throws Exception {
    assertThat(of(new int[10_000]).digest(SALT)).startsWith("sha256:");
    assertThat(of("x".repeat(1 << 20)).digest(SALT)).startsWith("sha256:");

    assertThatThrownBy(() -> of(new int[30_000])).isInstanceOf(TooLargeException.class);
    assertThatThrownBy(() -> of(new boolean[Integer.MAX_VALUE / 4]))
        .isInstanceOf(TooLargeException.class);
    assertThatThrownBy(() -> of("x".repeat(5 << 20))).isInstanceOf(TooLargeException.class);
    assertThatThrownBy(() -> of(new byte[5 << 20])).isInstanceOf(TooLargeException.class);
    assertThatThrownBy(() -> of(Collections.nCopies(30_000, 1).toArray()))
        .isInstanceOf(TooLargeException.class);
    assertThatThrownBy(() -> of("x".repeat(3 << 20), "y".repeat(3 << 20)))
        .isInstanceOf(TooLargeException.class);
  }

  private static Object nested(int depth) {
    Object value = "bottom";
    for (int i = 0; i < depth; i++) {
      value = List.of(value);
    }
    return value;
  }

  private static Snapshot of(@Nullable Object... arguments) throws TooLargeException {
    return Snapshot.of(arguments);
  }

  private static String digest(@Nullable Object... arguments) throws TooLargeException {
    return Snapshot.of(arguments).digest(SALT);
  }
}
