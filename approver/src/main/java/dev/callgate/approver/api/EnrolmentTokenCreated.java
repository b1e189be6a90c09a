package dev.callgate.approver.api;

/**
 * A new enrolment token.
 *
 * @param token what is kept of it
 * @param secret the token itself, which is shown here and never again
 */
public record EnrolmentTokenCreated(EnrolmentTokenSummary token, String secret) {
  /** Without the token: records end up in messages. */
  @Override
  public String toString() {
    return "EnrolmentTokenCreated[token=" + token + ", secret=…]";
  }
}
