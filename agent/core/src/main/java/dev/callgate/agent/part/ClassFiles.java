package dev.callgate.agent.part;

import org.jspecify.annotations.Nullable;

/** Where the class files of loaded classes come from. Thread-safe; never throws. */
public interface ClassFiles {
  /** Knows none. */
  ClassFiles NONE = type -> null;

  /**
   * The class as the JVM runs it, gates and other agents' changes included; null when it cannot be
   * had.
   */
  byte @Nullable [] of(Class<?> type);
}
