package dev.callgate.testapps.hostile;

import java.util.stream.Stream;

/**
 * Does something to the gate and then comes along as if nothing had happened. Without a gate there
 * is nothing to be done to, which is no reason not to come.
 */
final class Sabotage {
  private static final String BRIDGE = "java.lang.CallgateBridge";

  private Sabotage() {}

  /** The deed, after an attempt on the gate; what that attempt threw is told on standard error. */
  static Attack then(Attack sabotage) {
    return marker -> {
      try {
        sabotage.on(marker);
      } catch (Throwable failed) {
        System.err.println("sabotage failed: " + failed);
      }
      Deed.burn(marker);
    };
  }

  static Class<?> bridge() throws ClassNotFoundException {
    return Class.forName(BRIDGE);
  }

  static Class<?> armed() throws ClassNotFoundException {
    return Class.forName(BRIDGE + "$Armed");
  }

  static Stream<Thread> agentThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("callgate"));
  }
}
