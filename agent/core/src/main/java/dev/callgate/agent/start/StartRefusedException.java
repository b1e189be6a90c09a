package dev.callgate.agent.start;

/**
 * The agent cannot be armed, so the program must not start. The message is the one line that says
 * so.
 */
public final class StartRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param code stable, such as {@code CG-002}
   * @param what what happened and to which thing
   * @param advice what to do
   */
  StartRefusedException(String code, String what, String advice) {
    super("callgate: " + code + " not started: " + what + (advice.isEmpty() ? "" : "; " + advice));
  }
}
