package dev.callgate.policy;

import dev.callgate.policy.yaml.Place;

/**
 * Something about a policy that is not wrong and that somebody should know.
 *
 * @param at where the policy says what the note is about
 * @param code stable, such as {@code ENV001}
 * @param message one line
 */
public record Note(Place at, String code, String message) {
  /** {@code FILE:LINE:COLUMN: note [CODE] message}, one line. */
  public String toLine() {
    return at + ": note [" + code + "] " + message;
  }
}
