package dev.callgate.launch;

import java.lang.instrument.Instrumentation;

/**
 * The agent once more, behind all others: started by the agent itself and by nobody else, so that
 * it sees what they have left of its gates. The manifest names it where the JVM looks for the agent
 * that a program brings along; this jar is no program.
 */
public final class LastAgent {
  private static final String BRIDGE = "java.lang.CallgateBridge";

  private LastAgent() {}

  /**
   * Called by the JVM at the agent's request.
   *
   * @param argument nothing
   * @param instrumentation handed on, and kept in no field
   * @throws ReflectiveOperationException when the agent did not ask for it
   */
  public static void agentmain(String argument, Instrumentation instrumentation)
      throws ReflectiveOperationException {
    Class.forName(BRIDGE, false, null)
        .getMethod("laterAgent", Object.class)
        .invoke(null, instrumentation);
  }
}
