package dev.callgate.policy.condition;

import org.jspecify.annotations.Nullable;

/** {@code between}, both ends included. */
public record NumberRange(NumberOperator least, NumberOperator most) implements PrimitiveOperator {
  @Override
  public Truth test(@Nullable Object value) {
    Truth enough = least.test(value);
    return enough == Truth.TRUE ? most.test(value) : enough;
  }

  @Override
  public Truth ofLong(long value) {
    Truth enough = least.ofLong(value);
    return enough == Truth.TRUE ? most.ofLong(value) : enough;
  }

  @Override
  public Truth ofDouble(double value) {
    Truth enough = least.ofDouble(value);
    return enough == Truth.TRUE ? most.ofDouble(value) : enough;
  }

  @Override
  public boolean fits(ValueKind declared) {
    return least.fits(declared);
  }
}
