package dev.callgate.policy.condition;

/**
 * Looks at one whole argument with operators that take no time: what most conditions are, so it
 * asks for nothing else.
 */
final class LeafCondition implements Condition {
  private final int subject;
  private final Operator operators;

  /**
   * @param subject an argument's index, {@link CallView#RECEIVER}, or another negative number for
   *     an argument this method does not have: its value is missing, so nothing but {@code exists}
   *     can be decided about it
   */
  LeafCondition(int subject, Operator operators) {
    this.subject = subject;
    this.operators = operators;
  }

  int subject() {
    return subject;
  }

  Operator operators() {
    return operators;
  }

  @Override
  public Truth test(CallView call) {
    if (subject >= 0 && subject < call.argumentCount()) {
      return operators.test(call.argument(subject));
    }
    return operators.test(subject == CallView.RECEIVER ? call.receiver() : null);
  }
}
