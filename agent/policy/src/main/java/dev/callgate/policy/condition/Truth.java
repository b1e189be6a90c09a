package dev.callgate.policy.condition;

/**
 * The three values of Kleene's logic. A rule applies unless its condition is {@link #FALSE}: what
 * nobody can decide is held.
 */
public enum Truth {
  TRUE,
  FALSE,
  /**
   * The value was missing, of an unexpected type, or could not be looked at without running the
   * application's code.
   */
  UNDECIDED;

  static Truth of(boolean value) {
    return value ? TRUE : FALSE;
  }

  /** Undecided stays undecided. */
  Truth negated() {
    return switch (this) {
      case TRUE -> FALSE;
      case FALSE -> TRUE;
      case UNDECIDED -> UNDECIDED;
    };
  }
}
