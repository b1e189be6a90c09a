package dev.callgate.policy.condition;

import org.jspecify.annotations.Nullable;

/** {@code gt gte lt lte}, and both halves of {@code between}. */
public record NumberOperator(Comparison comparison, DecimalConstant constant)
    implements PrimitiveOperator {
  public enum Comparison {
    GREATER,
    AT_LEAST,
    LESS,
    AT_MOST
  }

  @Override
  public Truth test(@Nullable Object value) {
    return of(value == null ? DecimalConstant.INCOMPARABLE : constant.compareFrom(value));
  }

  @Override
  public Truth ofLong(long value) {
    return of(constant.compareLong(value));
  }

  @Override
  public Truth ofDouble(double value) {
    return of(constant.compareDouble(value));
  }

  private Truth of(int order) {
    if (order == DecimalConstant.INCOMPARABLE) {
      return Truth.UNDECIDED;
    }
    return Truth.of(
        switch (comparison) {
          case GREATER -> order > 0;
          case AT_LEAST -> order >= 0;
          case LESS -> order < 0;
          case AT_MOST -> order <= 0;
        });
  }

  @Override
  public boolean fits(ValueKind declared) {
    return declared == ValueKind.NUMBER || declared == ValueKind.ANYTHING;
  }
}
