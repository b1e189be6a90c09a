package dev.callgate.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.policy.Call;
import dev.callgate.policy.Policies;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HasOperatorTest {
  private final Path directory;

  HasOperatorTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void textsOfArraysAndCollectionsAreLookedThrough() {
    for (Object value :
        List.of(
            new String[] {"a", "b"},
            List.of("a", "b"),
            Set.of("a", "b"),
            Arrays.asList("a", "b"),
            new ArrayList<>(List.of("a", "b")))) {
      assertThat(test("has_any: [b, c]", value)).isEqualTo(Truth.TRUE);
      assertThat(test("has_any: [c, d]", value)).isEqualTo(Truth.FALSE);
      assertThat(test("has_all: [a, b]", value)).isEqualTo(Truth.TRUE);
      assertThat(test("has_all: [a, c]", value)).isEqualTo(Truth.FALSE);
      assertThat(test("has_none: [c, d]", value)).isEqualTo(Truth.TRUE);
      assertThat(test("has_none: [b]", value)).isEqualTo(Truth.FALSE);
    }
    assertThat(test("has_any: DAYS", new Object[] {TimeUnit.DAYS})).isEqualTo(Truth.TRUE);
  }

  @Test
  void ofNothingThereIsNone() {
    assertThat(test("has_any: a", List.of())).isEqualTo(Truth.FALSE);
    assertThat(test("has_none: a", List.of())).isEqualTo(Truth.TRUE);
  }

  @Test
  void whatIsNotTextIsUndecided() {
    List<String> hostile =
        new AbstractList<>() {
          @Override
          public String get(int index) {
            throw new AssertionError("application code ran");
          }

          @Override
          public int size() {
            throw new AssertionError("application code ran");
          }
        };
    for (Object value : new Object[] {null, "a", 1, new int[] {1}, List.of("a", 1), hostile}) {
      assertThat(test("has_any: [a]", value)).isEqualTo(Truth.UNDECIDED);
      assertThat(test("has_none: [b]", value)).isEqualTo(Truth.UNDECIDED);
    }
  }

  @Test
  void whatIsThereInOneReadingOnlyIsUndecidedEitherWay() {
    Several several = new Several(List.of("select"), List.of("drop"), true);

    assertThat(has(HasOperator.Quantity.ANY, "drop").test(several)).isEqualTo(Truth.UNDECIDED);
    assertThat(has(HasOperator.Quantity.NONE, "drop").test(several)).isEqualTo(Truth.UNDECIDED);
    assertThat(has(HasOperator.Quantity.ALL, "select", "drop").test(several))
        .isEqualTo(Truth.UNDECIDED);
    assertThat(has(HasOperator.Quantity.ANY, "select", "drop").test(several)).isEqualTo(Truth.TRUE);
    assertThat(has(HasOperator.Quantity.NONE, "select").test(several)).isEqualTo(Truth.FALSE);
    assertThat(has(HasOperator.Quantity.ALL, "drop", "alter").test(several)).isEqualTo(Truth.FALSE);
  }

  private static HasOperator has(HasOperator.Quantity quantity, String... wanted) {
    return new HasOperator(quantity, List.of(wanted));
  }

  private Truth test(String operator, @Nullable Object value) {
    return Policies.condition(directory, "{arg: a, " + operator + "}").test(Call.of(value, null));
  }
}
