package dev.callgate.policy.condition;

import org.jspecify.annotations.Nullable;

/**
 * One operator of a condition with its constants. Immutable; never throws and never runs code of
 * the application.
 */
public interface Operator {
  /**
   * Whether the value is so.
   *
   * @param value null when the argument is null or the method has no such argument
   * @return {@link Truth#UNDECIDED} for null and for any value this operator does not know how to
   *     look at
   */
  Truth test(@Nullable Object value);

  /**
   * Whether a value of this declared type can ever be decided; used to tell an author of a
   * condition that never is.
   */
  boolean fits(ValueKind declared);

  /** Whether it takes long over a long text, so that the call's budget is asked first. */
  default boolean isSlow() {
    return false;
  }
}
