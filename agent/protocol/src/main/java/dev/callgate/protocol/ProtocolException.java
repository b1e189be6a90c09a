package dev.callgate.protocol;

/**
 * Bytes that are not what they should be: a signature that does not verify, a field too many, a key
 * of the wrong kind.
 */
public final class ProtocolException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The message says what was wrong in words that fit behind a colon. */
  public ProtocolException(String message) {
    super(message);
  }
}
