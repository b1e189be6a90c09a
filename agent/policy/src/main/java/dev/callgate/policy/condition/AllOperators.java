package dev.callgate.policy.condition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operators of one leaf; every one must hold. */
final class AllOperators implements Operator {
  private final Operator[] operators;

  AllOperators(Operator[] operators) {
    this.operators = operators;
  }

  List<Operator> operators() {
    return List.of(operators);
  }

  @Override
  public Truth test(@Nullable Object value) {
    Truth all = Truth.TRUE;
    for (Operator operator : operators) {
      Truth truth = operator.test(value);
      if (truth == Truth.FALSE) {
        return Truth.FALSE;
      }
      if (truth == Truth.UNDECIDED) {
        all = Truth.UNDECIDED;
      }
    }
    return all;
  }

  @Override
  public boolean isSlow() {
    for (Operator operator : operators) {
      if (operator.isSlow()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean fits(ValueKind declared) {
    for (Operator operator : operators) {
      if (!operator.fits(declared)) {
        return false;
      }
    }
    return true;
  }
}
