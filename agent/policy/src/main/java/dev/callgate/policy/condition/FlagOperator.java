package dev.callgate.policy.condition;

import org.jspecify.annotations.Nullable;

/** {@code eq: true} and {@code eq: false}. */
public record FlagOperator(boolean wanted) implements Operator {
  @Override
  public Truth test(@Nullable Object value) {
    return value instanceof Boolean flag ? Truth.of(flag == wanted) : Truth.UNDECIDED;
  }

  @Override
  public boolean fits(ValueKind declared) {
    return declared == ValueKind.FLAG || declared == ValueKind.ANYTHING;
  }
}
