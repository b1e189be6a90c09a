package dev.callgate.cli.run;

import dev.callgate.approver.api.RequestState;
import dev.callgate.cli.client.ApproverError;
import dev.callgate.cli.client.EventPage;
import dev.callgate.cli.client.HeldRequest;
import dev.callgate.cli.client.ReviewerClient;
import dev.callgate.cli.system.Failure;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Follows what the approver holds while the program runs, on a thread of its own, and hands each
 * new call to whoever decides in this run.
 */
final class HeldCalls {
  private static final int WAIT_SECONDS = 25;
  private static final long RETRY_AFTER_MILLIS = 300;

  /** Decides calls, or lets them be. */
  interface Reviewer {
    /** A call is held. May take its time only if that keeps nothing else waiting. */
    void held(HeldRequest request) throws Failure, InterruptedException;

    /** A call that is held still waits, and somebody has agreed meanwhile. */
    void agreed(HeldRequest request);

    /** A call has ended; told once for each. */
    void ended(HeldRequest request);

    /** There is nobody left who could decide. */
    void approverLost(Failure why);
  }

  private final ReviewerClient client;
  private final Reviewer reviewer;
  private final BooleanSupplier approverLives;
  private final Map<String, RequestState> states = new ConcurrentHashMap<>();
  private final Thread follower = new Thread(this::follow, "callgate-follow");
  private volatile boolean closing;
  private long cursor;

  HeldCalls(ReviewerClient client, Reviewer reviewer, BooleanSupplier approverLives) {
    this.client = client;
    this.reviewer = reviewer;
    this.approverLives = approverLives;
    follower.setDaemon(true);
  }

  void start() {
    follower.start();
  }

  private void follow() {
    try {
      while (!closing && stillFollows()) {
        // on to the next page
      }
    } catch (InterruptedException e) {
      // finish() does what remains.
      return;
    }
  }

  /** One page, or one attempt: a laptop that slept has lost its connection and not its approver. */
  private boolean stillFollows() throws InterruptedException {
    try {
      page(WAIT_SECONDS);
      return true;
    } catch (ApproverError e) {
      return retriesAfter(e.toFailure());
    } catch (Failure e) {
      return retriesAfter(e);
    }
  }

  private boolean retriesAfter(Failure failure) throws InterruptedException {
    if (!approverLives.getAsBoolean()) {
      if (!closing) {
        reviewer.approverLost(failure);
      }
      return false;
    }
    TimeUnit.MILLISECONDS.sleep(RETRY_AFTER_MILLIS);
    return true;
  }

  private void page(int wait) throws Failure, ApproverError, InterruptedException {
    EventPage page = client.events(cursor, wait);
    for (HeldRequest request : page.requests()) {
      changed(request);
    }
    cursor = page.cursor();
  }

  private void changed(HeldRequest request) throws Failure, InterruptedException {
    if (states.get(request.id()) == request.state()) {
      if (request.isPending() && request.agreed() != null) {
        reviewer.agreed(request);
      }
      return;
    }
    if (!request.isPending()) {
      reviewer.ended(request);
    } else if (!closing) {
      // Once the program has ended nothing may be decided in its name any more.
      reviewer.held(request);
    }
    // Only now: what failed in between comes again with the next attempt.
    states.put(request.id(), request.state());
  }

  /** Tells what was still untold: the program may end before the news of its last call arrives. */
  void finish() throws InterruptedException {
    closing = true;
    follower.interrupt();
    follower.join();
    try {
      page(0);
    } catch (ApproverError | Failure e) {
      // Said already when it was lost; a run's status is its program's.
      return;
    }
  }
}
