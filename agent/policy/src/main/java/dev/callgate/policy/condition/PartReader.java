package dev.callgate.policy.condition;

import org.jspecify.annotations.Nullable;

/**
 * How what an accessor would return is read from an object without calling it. Implementations are
 * thread-safe, never throw and never run code of the application.
 */
public interface PartReader {
  /** Reads nothing. */
  PartReader NONE = new NoParts();

  /**
   * What {@code value.accessor()} would return.
   *
   * @return null for null, {@link Unreadable} when it cannot be read
   */
  @Nullable Object read(Object value, String accessor);

  /** What one of the JDK's wrappers such as {@code Optional} wraps; the value itself otherwise. */
  @Nullable Object unwrapped(Object value);
}
