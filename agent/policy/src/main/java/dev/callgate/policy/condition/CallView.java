package dev.callgate.policy.condition;

import org.jspecify.annotations.Nullable;

/**
 * What a condition may see of one call. Implementations answer from a snapshot and need not be
 * thread-safe.
 */
public interface CallView {
  /**
   * The object the method was called on; null in a static method and in a constructor that has not
   * called {@code super} yet.
   */
  @Nullable Object receiver();

  /** How many arguments the method takes. */
  int argumentCount();

  /**
   * One argument, primitives boxed.
   *
   * @param index from 0 to {@link #argumentCount()} - 1
   */
  @Nullable Object argument(int index);

  /**
   * Whether the call really happens in this process, so that a path in it is one of this machine;
   * false for calls that are only written down.
   */
  default boolean isLive() {
    return true;
  }

  /** When the call happens, in milliseconds since 1970. */
  default long now() {
    return System.currentTimeMillis();
  }
}
