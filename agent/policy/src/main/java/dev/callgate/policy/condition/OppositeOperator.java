package dev.callgate.policy.condition;

import org.jspecify.annotations.Nullable;

/** {@code ne} and {@code not_in}: the opposite, and undecided where that is. */
public record OppositeOperator(Operator opposite) implements Operator {
  @Override
  public Truth test(@Nullable Object value) {
    return opposite.test(value).negated();
  }

  @Override
  public boolean isSlow() {
    return opposite.isSlow();
  }

  @Override
  public boolean fits(ValueKind declared) {
    return opposite.fits(declared);
  }
}
