package dev.callgate.testapps.hostile;

/** One attempt at the deed. */
@FunctionalInterface
interface Attack {
  /**
   * Tries to leave the file {@code marker} behind. Returning does not mean that it did, and
   * throwing does not mean that it did not.
   */
  void on(String marker) throws Throwable;
}
