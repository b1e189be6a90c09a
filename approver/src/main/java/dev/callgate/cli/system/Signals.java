package dev.callgate.cli.system;

import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * What this process does when it is told to stop. The JDK's own handling ends the process at once,
 * but a program that was started with a terminal gets the same Ctrl-C and wants to end by itself.
 */
@SuppressWarnings("sunapi") // the only way in the JDK to take a signal without ending
public final class Signals {
  private Signals() {}

  /** Runs {@code action} instead of ending, on a thread of its own, each time the signal comes. */
  public static void on(String name, Runnable action) {
    handle(name, signal -> action.run());
  }

  /** Lets the signal pass: what shares a terminal with a program is not to end before it. */
  public static void ignore(String name) {
    handle(name, SignalHandler.SIG_IGN);
  }

  private static void handle(String name, SignalHandler handler) {
    try {
      Signal.handle(new Signal(name), handler);
    } catch (IllegalArgumentException e) {
      // Started with nohup or with -Xrs: the signal is somebody else's business already.
      return;
    }
  }
}
