package dev.callgate.policy.condition;

import org.jspecify.annotations.Nullable;

/** {@code between}, both ends included. */
public record NumberRange(NumberOperator least, NumberOperator most) implements Operator {
  @Override
  public Truth test(@Nullable Object value) {
    Truth enough = least.test(value);
    return enough == Truth.TRUE ? most.test(value) : enough;
  }

  @Override
  public boolean fits(ValueKind declared) {
    return least.fits(declared);
  }
}
