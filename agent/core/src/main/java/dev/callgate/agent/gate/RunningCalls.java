package dev.callgate.agent.gate;

import dev.callgate.protocol.CoveredCall;
import dev.callgate.protocol.Ids;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The held calls whose bodies run, by thread: lets one deed be asked for once. An approval covers
 * only what its own body does while it runs, each part once; there is nothing in here that lets a
 * thread through. Thread-safe.
 */
final class RunningCalls {
  private static final int MOST_THREADS_BEFORE_A_LOOK = 256;

  // By thread object: a thread-local could be read and planted by code that gets at a thread's
  // maps. By identity: equals and hashCode of a thread are its class's, which may be the
  // application's.
  private final Map<Thread, Deque<RunningCall>> running =
      Collections.synchronizedMap(new IdentityHashMap<>());

  private final @Nullable Asker asker;

  /**
   * @param asker hears of each call that is covered by an approval which its rule says covers more;
   *     null where nobody was asked at all
   */
  RunningCalls(@Nullable Asker asker) {
    this.asker = asker;
  }

  /** The covered call's ticket, or null when it has to be asked for. */
  @Nullable RunningCall cover(ArrivingCall call) {
    Deque<RunningCall> calls = running.get(Thread.currentThread());
    if (calls == null) {
      return null;
    }
    // A constructor that threw left its entry; a frame at the same height or higher is gone.
    while (!calls.isEmpty() && calls.peek().depth() >= call.site().depth()) {
      calls.pop();
    }
    RunningCall caller = calls.peek();
    if (caller != null && !caller.hasPassedOn() && Delegation.passesOn(caller, call)) {
      caller.passOn();
      return RunningCall.passedOn(caller, call);
    }
    for (RunningCall outer : calls) {
      Allowance allowance = outer.allowance();
      if (allowance != null && call.site().isWithin(outer.call()) && allowance.take(call)) {
        if (asker != null) {
          asker.report(coveredCall(outer, call));
        }
        return RunningCall.covered(allowance, call);
      }
    }
    return null;
  }

  private static CoveredCall coveredCall(RunningCall by, ArrivingCall call) {
    return new CoveredCall(
        CoveredCall.VERSION,
        Ids.random(),
        by.requestId(),
        by.requestDigest(),
        Question.method(call.point()),
        call.rules().ids(),
        Question.arguments(call),
        System.currentTimeMillis());
  }

  void started(RunningCall call) {
    // A thread that ended inside a gated constructor that threw left its entry here.
    if (running.size() > MOST_THREADS_BEFORE_A_LOOK) {
      synchronized (running) {
        running.keySet().removeIf(thread -> !thread.isAlive());
      }
    }
    running.computeIfAbsent(Thread.currentThread(), thread -> new ArrayDeque<>()).push(call);
  }

  void ended(RunningCall call) {
    Deque<RunningCall> calls = running.get(Thread.currentThread());
    if (calls == null) {
      return;
    }
    while (!calls.isEmpty() && calls.peek().depth() >= call.depth()) {
      calls.pop();
    }
    if (calls.isEmpty()) {
      running.remove(Thread.currentThread());
    }
  }
}
