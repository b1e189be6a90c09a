package dev.callgate.agent.gate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * How many calls of one method no rule was about. Thread-safe; exact as soon as no call is under
 * way.
 *
 * <p>An atomic addition costs more than all else that a harmless call does. So a thread that comes
 * again has a cell of its own here, into which nobody else writes and into which it adds plainly;
 * threads that find their cell taken share an adder. A cell is told by its owner's number: a thread
 * has one from its beginning, no application can change it, and none is given twice.
 */
public final class HarmlessCalls {
  private static final int CELLS = 64;

  /**
   * {@code Thread.tid}: {@code getId()} may be overridden. Null where this JDK has no such field.
   */
  private static final @Nullable VarHandle NUMBER = number();

  private static final VarHandle COUNT;

  static {
    try {
      COUNT = MethodHandles.lookup().findVarHandle(Cell.class, "count", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final OwnThreads own;
  private final LongAdder others = new LongAdder();
  private volatile Cell @Nullable [] cells;

  /**
   * @param own threads that are not counted, since they pass every gate
   */
  public HarmlessCalls(OwnThreads own) {
    this.own = own;
  }

  /**
   * Counts a call by the current thread, with one addition and nothing allocated, unless it is one
   * of the agent's own.
   *
   * @return true: the call may go on; whoever asks this last can return what it returns
   */
  public boolean count() {
    Cell[] table = cells;
    if (table != null && NUMBER != null) {
      long number = (long) NUMBER.get(Thread.currentThread());
      Cell cell = table[(int) number & CELLS - 1];
      if (cell != null && cell.owner == number) {
        COUNT.setOpaque(cell, cell.count + 1);
        return true;
      }
    }
    if (!own.isCurrent()) {
      others.increment();
    }
    return true;
  }

  /**
   * The same for a call that took the long way. Gives the thread a cell, which allocates.
   *
   * @return how many calls are in its cell now, with those of threads that had it before; 0 when it
   *     has none
   */
  long countTheLongWay() {
    if (NUMBER == null) {
      others.increment();
      return 0;
    }
    Thread thread = Thread.currentThread();
    long number = (long) NUMBER.get(thread);
    Cell cell = cellFor(thread, number);
    if (cell == null) {
      others.increment();
      return 0;
    }
    long count = cell.count + 1;
    COUNT.setOpaque(cell, count);
    return count;
  }

  private @Nullable Cell cellFor(Thread thread, long number) {
    Cell[] table = cells;
    int at = (int) number & CELLS - 1;
    Cell cell = table == null ? null : table[at];
    if (cell != null && cell.owner == number) {
      return cell;
    }
    return cell == null || cell.isAbandoned() ? claim(thread, number, at) : null;
  }

  private synchronized @Nullable Cell claim(Thread thread, long number, int at) {
    Cell[] table = cells;
    if (table == null) {
      table = new Cell[CELLS];
      cells = table;
    }
    Cell cell = table[at];
    if (cell != null && !cell.isAbandoned()) {
      return null;
    }
    Cell mine = new Cell(thread, number);
    if (cell != null) {
      // What it wrote is here to be read, since it has ended.
      mine.count = cell.count;
    }
    table[at] = mine;
    return mine;
  }

  synchronized long sum() {
    long sum = others.sum();
    Cell[] table = cells;
    if (table != null) {
      for (Cell cell : table) {
        sum += cell == null ? 0 : (long) COUNT.getOpaque(cell);
      }
    }
    return sum;
  }

  private static @Nullable VarHandle number() {
    try {
      return MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup())
          .findVarHandle(Thread.class, "tid", long.class);
    } catch (ReflectiveOperationException | RuntimeException e) {
      // then everybody shares the adder
      return null;
    }
  }

  private static final class Cell {
    final long owner;
    private final WeakReference<Thread> thread;
    long count;

    Cell(Thread thread, long owner) {
      this.thread = new WeakReference<>(thread);
      this.owner = owner;
    }

    /** Whether its thread has ended. */
    boolean isAbandoned() {
      Thread owning = thread.get();
      return owning == null || !owning.isAlive();
    }
  }
}
