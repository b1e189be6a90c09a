package dev.callgate.policy.condition;

import org.jspecify.annotations.Nullable;

/** Looks at one value from anywhere, or through a view at what is in it. */
final class SourceCondition implements Condition {
  private final Source source;
  private final @Nullable View view;
  private final Operator operators;
  private final boolean slow;

  SourceCondition(Source source, @Nullable View view, Operator operators) {
    this.source = source;
    this.view = view;
    this.operators = operators;
    this.slow = view != null || operators.isSlow();
  }

  @Override
  public Truth test(CallView call) {
    Object value = source.value(call);
    if (value instanceof Unreadable) {
      return Truth.UNDECIDED;
    }
    if (slow && !call.mayLookAt(value instanceof String text ? text.length() : 0)) {
      return Truth.UNDECIDED;
    }
    return view == null ? operators.test(value) : view.test(value, operators, call);
  }
}
