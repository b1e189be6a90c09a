package dev.callgate.match;

import dev.callgate.policy.Rule;
import org.jspecify.annotations.Nullable;

/**
 * Why a class must not load.
 *
 * @param kind what is wrong
 * @param rule the rule that cannot be kept; null where it is not one rule's matter
 * @param message one line for people: why, and what to do
 */
public record Fault(Kind kind, @Nullable Rule rule, String message) {
  /** What can be wrong. */
  public enum Kind {
    /** A rule names a class and then none of its methods. */
    DEAD_PATTERN,
    /** A rule names a method without a Java body. */
    NATIVE,
    /** A rule names an abstract method by its class alone. */
    ABSTRACT,
    /** The body is inherited from the JDK, where it is everybody's. */
    JDK_BODY,
    /** The body is a superclass's, which was settled without it. */
    PROVIDER,
    /** Nobody knows what its supertypes hand down. */
    SUPERTYPES
  }

  UnweavableException exception() {
    return new UnweavableException(rule, message);
  }
}
