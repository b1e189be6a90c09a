package dev.callgate;

/**
 * Thrown in place of a call that was refused: the body of the gated method did not run.
 *
 * <p>The message is written for a language model to read: what was not executed, why, by whom, and
 * whether to try again. The exception never has a cause, because several agent frameworks show the
 * model a cause's message instead of the exception's own. Instances are immutable but for what
 * {@link Throwable} itself allows.
 */
public final class CallRefusedException extends SecurityException {
  private static final long serialVersionUID = 1L;

  private final Outcome outcome;
  private final String requestId;

  /**
   * Called by the agent.
   *
   * @param message what was not executed, why, by whom, and whether to try again
   * @param outcome the name of an {@link Outcome} that is a refusal
   * @param requestId the request's id, or empty when nobody was asked
   */
  public CallRefusedException(String message, String outcome, String requestId) {
    super(message);
    this.outcome = Outcome.valueOf(outcome);
    this.requestId = requestId;
  }

  /** Why the call did not run; always one that {@linkplain Outcome#isRefusal() is a refusal}. */
  public Outcome outcome() {
    return outcome;
  }

  /**
   * The id under which approver and audit log know this call; empty when nobody was asked, as with
   * a deny rule.
   */
  public String requestId() {
    return requestId;
  }
}
