package dev.callgate.acceptance.harness;

import java.time.Duration;

/** The end of a wait: late enough for a slow machine, because only a failing test gets there. */
final class Deadline {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final long nanos = System.nanoTime() + PATIENCE.toNanos();

  private Deadline() {}

  static Deadline start() {
    return new Deadline();
  }

  boolean isOver() {
    return System.nanoTime() - nanos >= 0;
  }

  /** At least 1, so that it can be waited for. */
  long millisLeft() {
    return Math.max(1, Duration.ofNanos(nanos - System.nanoTime()).toMillis());
  }

  @Override
  public String toString() {
    return PATIENCE.toSeconds() + " s";
  }
}
