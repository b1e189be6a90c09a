package dev.callgate.scan;

import dev.callgate.policy.condition.When;

/** What it costs to find out that a call is harmless. */
public enum ConditionCost {
  /** There is no condition: every call is held. */
  NONE("no condition"),
  /** Arguments are compared: nanoseconds. */
  ARGUMENT("compares arguments"),
  /** Something is parsed: microseconds, growing with the argument. */
  VIEW("parses an argument"),
  /** The stack, the thread or the clock is looked at: about a microsecond. */
  SURROUNDINGS("looks around the call");

  private final String words;

  ConditionCost(String words) {
    this.words = words;
  }

  /** For people. */
  public String words() {
    return words;
  }

  /** Of the most expensive part. */
  public static ConditionCost of(When when) {
    if (when instanceof When.Leaf leaf) {
      boolean own =
          leaf.subject() instanceof When.Subject.Argument
              || leaf.subject() instanceof When.Subject.Receiver;
      return !own ? SURROUNDINGS : leaf.view() != null ? VIEW : ARGUMENT;
    }
    boolean around =
        when instanceof When.From || when instanceof When.During || when instanceof When.Until;
    return around ? SURROUNDINGS : most(when.parts());
  }

  private static ConditionCost most(Iterable<When> parts) {
    ConditionCost most = NONE;
    for (When part : parts) {
      ConditionCost cost = of(part);
      most = cost.compareTo(most) > 0 ? cost : most;
    }
    return most;
  }
}
