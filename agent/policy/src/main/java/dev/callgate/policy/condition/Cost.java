package dev.callgate.policy.condition;

import java.util.List;

/** Roughly how long a condition takes, to ask the cheap ones first. */
final class Cost {
  private static final int ARGUMENT = 1;
  private static final int PART = 4;
  private static final int AROUND = 5;
  private static final int FACT = 20;
  private static final int TEXT = 100;
  private static final int STACK = 1000;

  private Cost() {}

  static int of(When when) {
    if (when instanceof When.Leaf leaf) {
      return of(leaf);
    }
    if (when instanceof When.From) {
      return STACK;
    }
    return when instanceof When.During || when instanceof When.Until ? AROUND : sum(when.parts());
  }

  private static int sum(List<When> parts) {
    int sum = 0;
    for (When part : parts) {
      // a condition has at most 64 parts, but nobody has checked that of a test's
      sum = Math.min(sum + of(part), Integer.MAX_VALUE / 2);
    }
    return sum;
  }

  private static int of(When.Leaf leaf) {
    boolean slow = leaf.view() != null;
    for (When.Operation operation : leaf.operations()) {
      slow |= operation.operator().isSlow();
    }
    return of(leaf.subject()) + (slow ? TEXT : 0);
  }

  private static int of(When.Subject subject) {
    if (subject instanceof When.Subject.Argument argument) {
      return argument.path().isWhole() ? ARGUMENT : PART;
    }
    if (subject instanceof When.Subject.Receiver receiver) {
      return receiver.path().isWhole() ? ARGUMENT : PART;
    }
    return subject instanceof When.Subject.OfCaller
        ? STACK
        : subject instanceof When.Subject.Fact ? FACT : AROUND;
  }
}
