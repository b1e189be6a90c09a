package dev.callgate.approver.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How often each of many may do something: so often at once, and so often a second from then on.
 * Remembers a bounded number of them; who was forgotten begins anew. Thread-safe.
 */
final class Rates {
  private static final long SECOND = 1_000_000_000L;
  private static final int MOST = 10_000;

  private final long most;
  private final long nanosEach;
  private final LongSupplier nanoTime;
  // What is left, as the time until which everything is used up. In the order of the last use.
  private final Map<String, Long> usedUntil =
      new LinkedHashMap<>(16, 0.75f, /* accessOrder= */ true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > MOST;
        }
      };

  /**
   * @param atOnce how often without a pause
   * @param aSecond how often from then on
   * @param nanoTime as {@link System#nanoTime()}
   */
  Rates(long atOnce, double aSecond, LongSupplier nanoTime) {
    this.nanosEach = (long) (SECOND / aSecond);
    this.most = atOnce * nanosEach;
    this.nanoTime = nanoTime;
  }

  /** Takes one for {@code who}: 0, or after how many seconds, at least 1, there is one again. */
  synchronized long take(String who) {
    long now = nanoTime.getAsLong();
    Long before = usedUntil.get(who);
    long until = before == null || before - now < 0 ? now : before;
    if (until + nanosEach - now > most) {
      return Math.max(1, (until + nanosEach - now - most + SECOND - 1) / SECOND);
    }
    usedUntil.put(who, until + nanosEach);
    return 0;
  }
}
