package dev.callgate.policy.condition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code eq} and {@code in} over numbers: 100 equals 100.00, and no text. */
public record NumberAmong(List<DecimalConstant> constants) implements PrimitiveOperator {
  @Override
  public Truth test(@Nullable Object value) {
    if (value == null) {
      return Truth.UNDECIDED;
    }
    for (int i = 0; i < constants.size(); i++) {
      int order = constants.get(i).compareFrom(value);
      if (order == 0) {
        return Truth.TRUE;
      }
      if (order == DecimalConstant.INCOMPARABLE) {
        return Truth.UNDECIDED;
      }
    }
    return Truth.FALSE;
  }

  @Override
  public Truth ofLong(long value) {
    for (int i = 0; i < constants.size(); i++) {
      if (constants.get(i).compareLong(value) == 0) {
        return Truth.TRUE;
      }
    }
    return Truth.FALSE;
  }

  @Override
  public Truth ofDouble(double value) {
    for (int i = 0; i < constants.size(); i++) {
      int order = constants.get(i).compareDouble(value);
      if (order == 0) {
        return Truth.TRUE;
      }
      if (order == DecimalConstant.INCOMPARABLE) {
        return Truth.UNDECIDED;
      }
    }
    return Truth.FALSE;
  }

  @Override
  public boolean fits(ValueKind declared) {
    return declared == ValueKind.NUMBER || declared == ValueKind.ANYTHING;
  }
}
