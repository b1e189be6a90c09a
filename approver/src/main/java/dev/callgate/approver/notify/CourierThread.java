package dev.callgate.approver.notify;

import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has a courier look whenever something may be due, and every few seconds besides. */
public final class CourierThread implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CourierThread.class);
  // What another approver has put into the outbox is noticed after this time at the latest.
  private static final long LONGEST_SLEEP_MILLIS = 5_000;

  private final Courier courier;
  private final Semaphore due = new Semaphore(0);
  private final Thread thread = new Thread(this::run, "callgate-courier");
  private volatile boolean closed;

  /** Not started yet. */
  public CourierThread(Courier courier) {
    this.courier = courier;
    thread.setDaemon(true);
  }

  /** Begins with what is due already. */
  public void start() {
    thread.start();
  }

  /** Something may have become due. */
  public void wake() {
    due.release();
  }

  private void run() {
    try {
      while (!closed) {
        long sleep = LONGEST_SLEEP_MILLIS;
        try {
          OptionalLong next = courier.sendDue();
          if (next.isPresent()) {
            sleep = Math.min(sleep, Math.max(50, next.getAsLong() - System.currentTimeMillis()));
          }
        } catch (RuntimeException e) {
          LOG.error("notifications cannot be sent now, trying again: {}", e.getMessage());
        }
        if (due.tryAcquire(sleep, TimeUnit.MILLISECONDS)) {
          due.drainPermits();
        }
      }
    } catch (InterruptedException e) {
      // Closed: what was under way is sent again when its claim ends.
    }
  }

  @Override
  public void close() {
    closed = true;
    if (!thread.isAlive()) {
      return;
    }
    thread.interrupt();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(20));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
