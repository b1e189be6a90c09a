package dev.callgate.policy.condition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code size}: characters, items or entries; all of the comparisons hold for their number. */
public record SizeOperator(List<Operator> comparisons) implements Operator {
  @Override
  public Truth test(@Nullable Object value) {
    int size = KnownValue.size(value);
    if (size < 0) {
      return Truth.UNDECIDED;
    }
    Integer number = size;
    for (int i = 0; i < comparisons.size(); i++) {
      // a number compared with numbers: never undecided
      if (comparisons.get(i).test(number) == Truth.FALSE) {
        return Truth.FALSE;
      }
    }
    return Truth.TRUE;
  }

  @Override
  public boolean fits(ValueKind declared) {
    return switch (declared) {
      case TEXT, MANY, ANYTHING -> true;
      case NUMBER, FLAG, PATH, ADDRESS -> false;
    };
  }
}
