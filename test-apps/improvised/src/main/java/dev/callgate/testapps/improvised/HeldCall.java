package dev.callgate.testapps.improvised;

import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A call on a thread of its own, watched from outside: is it being held? */
final class HeldCall {
  /** So many equal looks in a row tell a wait for a person from a moment's wait in a library. */
  private static final int EQUAL_LOOKS = 25;

  private static final int MILLIS_BETWEEN_LOOKS = 20;

  private final FutureTask<Integer> call;
  private final Thread thread;
  private volatile boolean interruptedAtTheEnd;

  HeldCall(Callable<Integer> deed) {
    this.call =
        new FutureTask<>(
            () -> {
              try {
                return deed.call();
              } finally {
                interruptedAtTheEnd = Thread.currentThread().isInterrupted();
              }
            });
    this.thread = new Thread(call, "held-call");
    thread.start();
  }

  /** Waits until the thread is parked for good; false when it ended instead, as without a gate. */
  boolean awaitParked() throws InterruptedException {
    StackTraceElement[] before = {};
    int equal = 0;
    while (equal < EQUAL_LOOKS) {
      thread.join(MILLIS_BETWEEN_LOOKS);
      Thread.State state = thread.getState();
      if (state == Thread.State.TERMINATED) {
        return false;
      }
      StackTraceElement[] now = thread.getStackTrace();
      boolean parked = state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
      equal = parked && Arrays.equals(before, now) ? equal + 1 : 0;
      before = now;
    }
    return true;
  }

  void interrupt() {
    thread.interrupt();
  }

  /** Waits for the end; the deed's result or, as cause, what it threw. */
  int result() throws ExecutionException, InterruptedException {
    return call.get();
  }

  /** After {@link #result()}: whether the caller could still see that it had been interrupted. */
  boolean interruptedAtTheEnd() {
    return interruptedAtTheEnd;
  }
}
