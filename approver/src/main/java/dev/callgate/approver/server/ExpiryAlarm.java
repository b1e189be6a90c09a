package dev.callgate.approver.server;

import dev.callgate.approver.http.Timers;
import dev.callgate.approver.life.Expiries;
import java.time.Clock;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sleeps until the next request expires, then ends what is due. With nothing pending it sleeps for
 * good. Thread-safe.
 */
final class ExpiryAlarm implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ExpiryAlarm.class);

  // The timer counts time that passed, expiry is a time of day: a clock that was set, or a machine
  // that slept, is noticed after this long at most.
  private static final long LONGEST_SLEEP_MILLIS = 30_000;
  private static final long AFTER_FAILURE_MILLIS = 1_000;

  private final Expiries expiries;
  private final Clock clock;
  private final ScheduledThreadPoolExecutor timer = Timers.named("callgate-expiry");
  private @Nullable Future<?> armed;
  private long armedFor = Long.MAX_VALUE;

  ExpiryAlarm(Expiries expiries, Clock clock) {
    this.expiries = expiries;
    this.clock = clock;
    // Otherwise closing would wait for the next request to expire.
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Makes sure that the alarm rings at {@code millis} at the latest. */
  synchronized void noLaterThan(long millis) {
    if (millis >= armedFor || timer.isShutdown()) {
      return;
    }
    if (armed != null) {
      armed.cancel(false);
    }
    armedFor = millis;
    long sleep = Math.min(Math.max(0, millis - clock.millis()), LONGEST_SLEEP_MILLIS);
    armed = timer.schedule(this::ring, sleep, TimeUnit.MILLISECONDS);
  }

  private void ring() {
    synchronized (this) {
      // Before the look: what is submitted during it arms the alarm anew.
      armedFor = Long.MAX_VALUE;
    }
    try {
      expiries.expireDue().ifPresent(this::noLaterThan);
    } catch (RuntimeException e) {
      LOG.error("requests could not be ended at their time; trying again", e);
      noLaterThan(clock.millis() + AFTER_FAILURE_MILLIS);
    }
  }

  @Override
  public void close() {
    timer.shutdown();
    try {
      // The database closes next; a sweep that runs must have ended.
      if (!timer.awaitTermination(10, TimeUnit.SECONDS)) {
        LOG.error("the expiry of requests did not end in 10 s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
