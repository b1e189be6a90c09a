package dev.callgate.policy.condition;

/**
 * A rule's {@code when}, compiled for one method. Immutable and thread-safe; never throws and never
 * runs code of the application.
 */
public interface Condition {
  /** True of every call: the condition of a rule without {@code when}. */
  Condition ALWAYS = new Always();

  /**
   * Whether the condition holds for this call; the rule applies unless the answer is {@link
   * Truth#FALSE}.
   */
  Truth test(CallView call);
}
