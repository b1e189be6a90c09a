package dev.callgate.approver.api;

/**
 * A person opens a session for a browser.
 *
 * @param token the person's own token
 */
public record SignIn(String token) {
  /** Without the token: records end up in messages. */
  @Override
  public String toString() {
    return "SignIn[token=…]";
  }
}
