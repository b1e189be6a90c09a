package dev.callgate.agent.link;

import dev.callgate.agent.gate.Answer;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One thread that waits for one answer. The waiting thread awaits, the link answers once. */
final class WaitingCall {
  private final Thread waiter = Thread.currentThread();
  private volatile @Nullable Answer answer;

  /** Whether the approver has stored the question. */
  volatile boolean stored;

  void answer(Answer given) {
    if (answer == null) {
      answer = given;
      LockSupport.unpark(waiter);
    }
  }

  /** Waits for the answer until the deadline; null when it has passed. */
  @Nullable Answer await(long deadlineNanos) throws InterruptedException {
    while (true) {
      Answer given = answer;
      if (given != null) {
        return given;
      }
      // Before parking: an interrupt that arrived earlier counts too.
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      long left = deadlineNanos - System.nanoTime();
      if (left <= 0) {
        return null;
      }
      // Without a blocker object, which any code could fetch from the thread.
      LockSupport.parkNanos(left);
    }
  }
}
