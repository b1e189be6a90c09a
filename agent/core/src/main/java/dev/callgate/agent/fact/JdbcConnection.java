package dev.callgate.agent.fact;

import dev.callgate.policy.condition.Unreadable;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * How many rows were changed through one connection since its last commit or rollback. What cannot
 * be counted makes the number unknown until then. Thread-safe.
 */
final class JdbcConnection {
  private static final Unreadable NOT_COUNTED =
      new Unreadable("something was executed whose rows nobody counted");
  private static final Unreadable NO_MODE =
      new Unreadable("rows were changed while nobody had said whether auto-commit is on");

  private enum Mode {
    UNKNOWN,
    AUTO_COMMIT,
    TRANSACTION
  }

  // Rows that some statement changed of which nobody knows whose it is.
  private final AtomicLong strays;
  private Mode mode = Mode.UNKNOWN;
  private long rows;
  private boolean unknown;
  private long straysBefore;
  private @Nullable Object awaited;
  private @Nullable Thread runner;
  private int depth;

  JdbcConnection(AtomicLong strays) {
    this.strays = strays;
    straysBefore = strays.get();
  }

  /**
   * Something begins to be executed.
   *
   * @return whether it is not just a part of what is being executed already
   */
  synchronized boolean enter() {
    Thread current = Thread.currentThread();
    if (depth > 0 && runner != current) {
      unknown = true;
      return false;
    }
    runner = current;
    depth++;
    if (depth == 1 && awaited != null) {
      // The last count was never asked for.
      awaited = null;
      unknown = true;
    }
    return depth == 1;
  }

  /** It has ended. */
  synchronized void leave() {
    if (runner == Thread.currentThread() && --depth == 0) {
      runner = null;
    }
  }

  synchronized void changed(long more) {
    if (more < 0) {
      uncounted();
    } else if (mode != Mode.AUTO_COMMIT) {
      rows += more;
      unknown |= rows < 0;
    }
  }

  /** Rows may have been changed, and nobody knows how many. */
  synchronized void uncounted() {
    unknown |= mode != Mode.AUTO_COMMIT;
  }

  /** This statement will say how many. */
  synchronized void awaits(Object statement) {
    if (mode != Mode.AUTO_COMMIT) {
      awaited = statement;
    }
  }

  synchronized void counted(Object statement, long more) {
    if (awaited == statement) {
      awaited = null;
      changed(more);
    }
  }

  /** Nothing is open any more. */
  synchronized void settled() {
    rows = 0;
    unknown = false;
    awaited = null;
    straysBefore = strays.get();
  }

  /** Some of it was undone, or nobody knows. */
  synchronized void partlySettled() {
    unknown |= rows > 0 || awaited != null;
  }

  synchronized void autoCommit(boolean on) {
    if (on) {
      // Turning it on commits what is open.
      settled();
      mode = Mode.AUTO_COMMIT;
      return;
    }
    if (mode == Mode.AUTO_COMMIT) {
      settled();
    } else if (mode == Mode.UNKNOWN) {
      partlySettled();
    }
    mode = Mode.TRANSACTION;
  }

  /** The number, or why there is none. */
  synchronized Object rows() {
    if (unknown || awaited != null || strays.get() != straysBefore) {
      return NOT_COUNTED;
    }
    return mode == Mode.UNKNOWN && rows > 0 ? NO_MODE : (Object) rows;
  }
}
