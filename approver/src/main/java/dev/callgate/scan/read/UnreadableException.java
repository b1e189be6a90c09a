package dev.callgate.scan.read;

/** What was to be scanned cannot be. The message is one line. */
public final class UnreadableException extends Exception {
  private static final long serialVersionUID = 1L;

  public UnreadableException(String message) {
    super(message);
  }
}
