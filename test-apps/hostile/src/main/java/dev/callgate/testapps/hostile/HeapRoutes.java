package dev.callgate.testapps.hostile;

import java.util.List;

/**
 * Calls and definitions with hardly any heap left. For JVMs that never give any back ({@code
 * -XX:+UseEpsilonGC}): so each attempt has less than the one before, until nothing goes any more.
 */
final class HeapRoutes {
  private static final int MOST_ATTEMPTS = 400;
  private static final int FAILURES_AT_THE_END = 20;

  private HeapRoutes() {}

  static List<Route> list() {
    return new Routes("heap")
        .route("at-the-call", marker -> untilItIsGone(() -> Deed.burn(marker)))
        .route("at-the-definition", HeapRoutes::atTheDefinition)
        .list();
  }

  private static void atTheDefinition(String marker) throws Exception {
    byte[] bytes = ClassBytes.deed();
    ClassLoader ours = HeapRoutes.class.getClassLoader();
    untilItIsGone(() -> Loaders.burn(new Loaders.Giving(ours).define(bytes), marker));
  }

  private static void untilItIsGone(Deeds.Attempt attempt) {
    int failures = 0;
    for (int i = 0; i < MOST_ATTEMPTS && failures < FAILURES_AT_THE_END; i++) {
      try {
        attempt.go();
      } catch (OutOfMemoryError gone) {
        failures++;
      } catch (Throwable refused) {
        // Refused without a person: the threads that hear decisions are gone with the heap, and
        // each further attempt would wait for its end in vain.
        failures += String.valueOf(refused).contains("EXPIRED") ? FAILURES_AT_THE_END : 0;
      }
    }
  }
}
