package dev.callgate.policy.condition;

import static dev.callgate.policy.condition.Truth.FALSE;
import static dev.callgate.policy.condition.Truth.TRUE;
import static dev.callgate.policy.condition.Truth.UNDECIDED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.policy.Call;
import dev.callgate.policy.Policies;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Items and entries of containers, which need no class file to be read. */
class PartsTest {
  private final Path directory;

  PartsTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @ParameterizedTest(name = "{0} of {1} is {2}")
  @MethodSource("parts")
  void arraysAndTheJdksContainersAreLookedInto(
      String leaf, @Nullable Object value, Truth expected) {
    Condition condition = Policies.condition(directory, "{" + leaf + "}");

    assertThat(condition.test(Call.of(value, null))).isEqualTo(expected);
  }

  static Stream<Arguments> parts() {
    Map<String, Object> nested = Map.of("to", List.of(Map.of("iban", "DE89")));
    return Stream.of(
        row("arg: \"a[1]\", eq: w", new String[] {"x", "w"}, TRUE),
        row("arg: \"a[1]\", eq: w", List.of("x", "z"), FALSE),
        row("arg: \"a[1]\", gt: 1", new int[] {1, 2}, TRUE),
        row("arg: \"a[1]\", eq: true", new boolean[] {true, false}, FALSE),
        row("arg: \"0[0]\", eq: x", new ArrayList<>(List.of("x")), TRUE),
        // what is not there is missing, which exists can say
        row("arg: \"a[2]\", eq: w", List.of("x"), UNDECIDED),
        row("arg: \"a[2]\", exists: true", List.of("x"), FALSE),
        row("arg: \"a[2]\", exists: false", new long[0], TRUE),
        row("arg: \"a[0]\", exists: true", null, FALSE),
        // what cannot be looked into may hold anything
        row("arg: \"a[0]\", exists: true", new HashMap<>(), UNDECIDED),
        row("arg: \"a[0]\", exists: false", "text", UNDECIDED),
        row("arg: \"a[0]\", exists: false", new Hostile(), UNDECIDED),
        row("arg: 'a[\"k\"]', exists: false", new HostileMap(), UNDECIDED),
        row("arg: a.size(), exists: true", new Hostile(), UNDECIDED),
        // entries
        row("arg: 'a[\"k\"]', eq: v", new HashMap<>(Map.of("k", "v")), TRUE),
        row("arg: 'a[\"k\"]', eq: v", Map.of("k", "w", "j", "v"), FALSE),
        row("arg: 'a[\"k\"]', eq: v", new LinkedHashMap<>(Map.of("j", "v")), UNDECIDED),
        row("arg: 'a[\"k\"]', exists: false", Map.of(), TRUE),
        row("arg: 'a[\"to\"][0][\"iban\"]', starts_with: DE", nested, TRUE),
        row("arg: 'a[\"a\\\"b]\"]', eq: v", Map.of("a\"b]", "v"), TRUE));
  }

  private static Arguments row(String leaf, @Nullable Object value, Truth expected) {
    return Arguments.of(leaf, value, expected);
  }

  @Test
  void aMapsOwnComparatorIsNotAsked() {
    Comparator<String> hostile =
        (a, b) -> {
          throw new AssertionError("code of the application was run");
        };
    TreeMap<String, String> sorted = new TreeMap<>(Map.of("k", "v"));
    TreeMap<Object, Object> odd = new TreeMap<>((a, b) -> 0);
    odd.put(1, "v");

    assertThat(test(sorted)).isEqualTo(TRUE);
    assertThat(test(odd)).as("no text among its keys").isEqualTo(UNDECIDED);
    assertThat(test(new TreeMap<>(hostile))).isEqualTo(UNDECIDED);
  }

  @Test
  void lookingIntoALinkedMapDoesNotChangeItsOrder() {
    LinkedHashMap<String, String> recent = new LinkedHashMap<>(8, 0.75f, true);
    recent.put("k", "v");
    recent.put("j", "w");

    assertThat(test(recent)).isEqualTo(TRUE);
    assertThat(recent.keySet()).containsExactly("k", "j");
  }

  private Truth test(Object map) {
    return Policies.condition(directory, "{arg: 'a[\"k\"]', eq: v}").test(Call.of(map, null));
  }

  private static final class Hostile extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    @Override
    public String get(int index) {
      throw new AssertionError("code of the application was run");
    }

    @Override
    public int size() {
      throw new AssertionError("code of the application was run");
    }
  }

  private static final class HostileMap extends HashMap<String, String> {
    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable String get(Object key) {
      throw new AssertionError("code of the application was run");
    }
  }
}
