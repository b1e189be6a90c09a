package dev.callgate.match;

/**
 * A class with a gated method that no gate can be put into. It must not load. The message says why
 * and what to do, in one line.
 */
public final class UnweavableException extends Exception {
  private static final long serialVersionUID = 1L;

  public UnweavableException(String message) {
    super(message);
  }
}
