package dev.callgate.testapps.hostile;

/** For attempts of which there are several in one route. */
final class Deeds {
  private Deeds() {}

  /** Something that may be refused. */
  @FunctionalInterface
  interface Attempt {
    void go() throws Throwable;
  }

  /** Goes on either way. */
  static void refusedOrDone(Attempt attempt) {
    try {
      attempt.go();
    } catch (Throwable refused) {
      // The next attempt may have more luck.
    }
  }
}
