package dev.callgate.policy.condition;

import org.jspecify.annotations.Nullable;

/**
 * What a leaf looks at instead of the value itself, written {@code as}. Immutable; never throws and
 * never runs code of the application.
 */
public interface View {
  /**
   * Asks the operator about what is seen.
   *
   * @param live whether the call really happens in this process, so that its files are those of
   *     this machine
   * @return {@link Truth#UNDECIDED} when nothing can be seen
   */
  Truth test(@Nullable Object value, Operator operator, boolean live);

  /** The same for a view that looks into objects that are no classes of the JDK. */
  default Truth test(@Nullable Object value, Operator operator, CallView call) {
    return test(value, operator, call.isLive());
  }

  /** As a policy writes it. */
  String words();

  /** What is seen. */
  ValueKind seen();

  /** Whether anything can be seen in a value of this declared type. */
  boolean takes(ValueKind declared);

  /** The sign that {@code *} in a glob does not cross. */
  char separator();

  /** Why this text can never be equal to what is seen, and what to write; null when it can. */
  @Nullable String flaw(String constant, boolean glob);
}
