package dev.callgate.cli.client;

import dev.callgate.cli.system.ExitStatus;
import dev.callgate.cli.system.Failure;

/** The approver answered, and its answer is no. */
public final class ApproverError extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final String hint;

  ApproverError(int status, String code, String message, String hint) {
    super(message);
    this.code = code;
    this.status = status;
    this.hint = hint;
  }

  /** Somebody or the clock was faster, or the request is not the one that was looked at. */
  public boolean isConflict() {
    return status == 409;
  }

  /** Others have agreed to something else; the request still waits. */
  public boolean isDisagreement() {
    return code.equals("disagrees");
  }

  /** There is no such request. */
  public boolean isNotFound() {
    return status == 404;
  }

  /** The same as the end of a command. */
  public Failure toFailure() {
    String line =
        switch (code) {
          case "unauthenticated", "forbidden" ->
              "the approver does not take this token: "
                  + getMessage()
                  + "; use the connection file it wrote for you";
          default -> "the approver refused: " + getMessage() + (hint.isEmpty() ? "" : "; " + hint);
        };
    return new Failure(ExitStatus.REFUSED, line);
  }
}
