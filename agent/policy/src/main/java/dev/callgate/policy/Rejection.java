package dev.callgate.policy;

import org.jspecify.annotations.Nullable;

/** What the caller gets in place of a refused call: by a person, by a rule, or by silence. */
public sealed interface Rejection {
  /** The default: {@code dev.callgate.CallRefusedException}. */
  record Throw() implements Rejection {}

  /**
   * An exception the caller expects.
   *
   * @param type binary name; must be unchecked or declared by the method, which only the agent can
   *     know
   * @param message a {@linkplain BoundRule#fill template}; null for the standard refusal text
   */
  record ThrowType(String type, @Nullable String message) implements Rejection {}

  /**
   * A value of the method's return type.
   *
   * @param value a {@code String}, {@code Boolean} or {@code java.math.BigDecimal}; must fit the
   *     return type, which only the agent can know
   */
  record ReturnValue(Object value) implements Rejection {}

  /**
   * A text, for methods whose result a language model reads.
   *
   * @param text a {@linkplain BoundRule#fill template}
   */
  record ReturnMessage(String text) implements Rejection {}
}
