package dev.callgate.policy.condition;

import org.jspecify.annotations.Nullable;

/** Where no class file can be looked at, no accessor can be read. */
final class NoParts implements PartReader {
  private static final Unreadable UNKNOWN = new Unreadable("its accessors cannot be read here");

  @Override
  public @Nullable Object read(Object value, String accessor) {
    return UNKNOWN;
  }

  @Override
  public @Nullable Object unwrapped(Object value) {
    return value;
  }
}
