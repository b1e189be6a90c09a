package dev.callgate.agent.gate;

import java.util.Arrays;

/**
 * The agent's own threads. They pass every gate: a gate asks through them, so that a rule about
 * sockets or files would make it wait for itself. No application code runs on them. Thread-safe.
 */
public final class OwnThreads {
  private volatile Thread[] threads = new Thread[0];

  /** A daemon thread that is not started yet. */
  public synchronized Thread create(String name, Runnable work) {
    // A plain thread: a class of our own would be a handle to the agent's loader.
    Thread thread = new Thread(null, work, name, 0, /* inheritThreadLocals= */ false);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    Thread[] more = Arrays.copyOf(threads, threads.length + 1);
    more[threads.length] = thread;
    threads = more;
    return thread;
  }

  /** Whether the current thread is one of them. */
  public boolean isCurrent() {
    Thread current = Thread.currentThread();
    for (Thread thread : threads) {
      if (thread == current) {
        return true;
      }
    }
    return false;
  }
}
