package dev.callgate.policy.condition;

import org.jspecify.annotations.Nullable;

/** Looks at one value of the call, or through a view at what is in it. */
final class LeafCondition implements Condition {
  static final int RECEIVER = -2;

  private final int subject;
  private final @Nullable View view;
  private final Operator operators;

  /**
   * @param subject an argument's index, {@link #RECEIVER}, or another negative number for an
   *     argument this method does not have: its value is missing, so nothing but {@code exists} can
   *     be decided about it
   */
  LeafCondition(int subject, @Nullable View view, Operator operators) {
    this.subject = subject;
    this.view = view;
    this.operators = operators;
  }

  @Override
  public Truth test(CallView call) {
    Object value = value(call);
    return view == null ? operators.test(value) : view.test(value, operators, call.isLive());
  }

  private @Nullable Object value(CallView call) {
    if (subject == RECEIVER) {
      return call.receiver();
    }
    return subject >= 0 && subject < call.argumentCount() ? call.argument(subject) : null;
  }
}
