package dev.callgate.agent.value;

/** The arguments are larger or deeper than a person can be shown and a gate should walk. */
public final class TooLargeException extends Exception {
  private static final long serialVersionUID = 1L;

  TooLargeException(String message) {
    super(message);
  }
}
