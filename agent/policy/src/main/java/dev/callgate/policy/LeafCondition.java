package dev.callgate.policy;

import org.jspecify.annotations.Nullable;

/** Looks at one value of the call; every operator must hold. */
final class LeafCondition implements Condition {
  static final int RECEIVER = -2;

  private final int subject;
  private final Operator[] operators;

  /**
   * @param subject an argument's index, {@link #RECEIVER}, or another negative number for an
   *     argument this method does not have: its value is missing, so nothing but {@code exists} can
   *     be decided about it
   */
  LeafCondition(int subject, Operator[] operators) {
    this.subject = subject;
    this.operators = operators;
  }

  @Override
  public Truth test(CallView call) {
    Object value = value(call);
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

  private @Nullable Object value(CallView call) {
    if (subject == RECEIVER) {
      return call.receiver();
    }
    return subject >= 0 && subject < call.argumentCount() ? call.argument(subject) : null;
  }
}
