package dev.callgate.agent.gate;

import dev.callgate.protocol.CoveredCall;
import dev.callgate.protocol.Envelope;
import dev.callgate.protocol.OutcomeReport;

/** Whoever carries a question to the approver and an answer back. Thread-safe. */
public interface Asker {
  /**
   * Sends a request and waits. Parks the calling thread, virtual or not, without pinning it.
   *
   * @param deadlineNanos on {@link System#nanoTime()}'s clock
   * @throws InterruptedException when the waiting thread was interrupted
   */
  Answer ask(String requestId, Envelope request, long deadlineNanos) throws InterruptedException;

  /** Records how a call ended. Returns at once; the report is sent in the background. */
  void report(OutcomeReport report);

  /** Records a call that another one's approval covers. Returns at once, too. */
  void report(CoveredCall call);
}
