package dev.callgate.approver.api;

/**
 * The body of every answer that is not a success.
 *
 * @param error what went wrong
 */
public record ErrorBody(Problem error) {
  /**
   * What went wrong.
   *
   * @param code a stable word for programs
   * @param message what happened, for people
   * @param hint what to do about it
   */
  public record Problem(String code, String message, String hint) {}
}
