package dev.callgate.policy.condition;

import org.jspecify.annotations.Nullable;

/** {@code exists}: the only operator that answers about a missing value. */
public record ExistsOperator(boolean wanted) implements Operator {
  @Override
  public Truth test(@Nullable Object value) {
    return value instanceof Unreadable ? Truth.UNDECIDED : Truth.of((value != null) == wanted);
  }

  @Override
  public boolean fits(ValueKind declared) {
    return true;
  }
}
