package dev.callgate.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.policy.Call;
import dev.callgate.policy.Policies;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Values that would lie, or stop the world, if anybody called them: nobody does, and the rule
 * applies.
 */
class HostileValuesTest {
  private static final List<String> OPERATORS =
      List.of(
          "eq: 1",
          "ne: 1",
          "in: [1, 2]",
          "gt: 1",
          "between: [1, 2]",
          "eq: x",
          "ne: x",
          "not_in: [x]",
          "starts_with: x",
          "contains: x",
          "eq_ignore_case: x",
          "glob: \"x*\"",
          "size: 1",
          "eq: true");

  private final Path directory;

  HostileValuesTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("hostile")
  void areUndecidedAndNeverCalled(Object value) {
    for (String operator : OPERATORS) {
      Condition condition = Policies.condition(directory, "{arg: a, " + operator + "}");
      assertThat(condition.test(Call.of(value, null))).as(operator).isEqualTo(Truth.UNDECIDED);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{arg: a, exists: true}", "{arg: a, type: dev.callgate.policy.**}"})
  void areSeenToBeThereAndToBeOfTheirClass(String when) {
    Condition condition = Policies.condition(directory, when);

    assertThat(hostile())
        .allSatisfy(
            value -> assertThat(condition.test(Call.of(value, null))).isEqualTo(Truth.TRUE));
  }

  @Test
  void anEnumIsKnownByItsNameWhateverItSays() {
    assertThat(Policies.condition(directory, "{arg: a, eq: PLAIN}").test(Call.of(Liar.PLAIN, null)))
        .isEqualTo(Truth.TRUE);
    assertThat(Policies.condition(directory, "{arg: a, eq: BODY}").test(Call.of(Liar.BODY, null)))
        .isEqualTo(Truth.TRUE);
  }

  static Stream<Object> hostile() {
    return Stream.of(new Money(), new Huge(), new Text(), new Silent(), new Many(), new Amount());
  }

  private static AssertionError called() {
    return new AssertionError("code of the application was run");
  }

  private enum Liar {
    PLAIN,
    BODY {
      @Override
      public String toString() {
        throw called();
      }
    };

    @Override
    public String toString() {
      throw called();
    }
  }

  private static final class Money extends BigDecimal {
    private static final long serialVersionUID = 1L;

    Money() {
      super(1);
    }

    @Override
    public int compareTo(BigDecimal other) {
      throw called();
    }

    @Override
    public String toString() {
      throw called();
    }
  }

  private static final class Huge extends BigInteger {
    private static final long serialVersionUID = 1L;

    Huge() {
      super("1");
    }

    @Override
    public byte[] toByteArray() {
      throw called();
    }

    @Override
    public int bitLength() {
      throw called();
    }
  }

  private static final class Text implements CharSequence {
    @Override
    public int length() {
      throw called();
    }

    @Override
    public char charAt(int index) {
      throw called();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      throw called();
    }

    @Override
    public String toString() {
      throw called();
    }
  }

  private static final class Silent {
    @Override
    public boolean equals(Object other) {
      throw called();
    }

    @Override
    public int hashCode() {
      throw called();
    }

    @Override
    public String toString() {
      throw called();
    }
  }

  private static final class Many extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    @Override
    public int size() {
      throw called();
    }

    @Override
    public String toString() {
      throw called();
    }

    @Override
    public int hashCode() {
      throw called();
    }

    @Override
    public boolean equals(Object other) {
      throw called();
    }
  }

  private static final class Amount extends Number {
    private static final long serialVersionUID = 1L;

    @Override
    public int intValue() {
      throw called();
    }

    @Override
    public long longValue() {
      throw called();
    }

    @Override
    public float floatValue() {
      throw called();
    }

    @Override
    public double doubleValue() {
      throw called();
    }
  }
}
