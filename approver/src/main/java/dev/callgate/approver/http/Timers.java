package dev.callgate.approver.http;

import java.util.concurrent.ScheduledThreadPoolExecutor;

/** Threads that do something later. */
public final class Timers {
  private Timers() {}

  /** One daemon thread of this name. What is cancelled leaves nothing behind until its time. */
  public static ScheduledThreadPoolExecutor named(String name) {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }
}
