package dev.callgate.agent.value;

/**
 * What a person typed does not fit the declared type. The message says so in words for the log,
 * without the value.
 */
public final class ConversionException extends Exception {
  private static final long serialVersionUID = 1L;

  public ConversionException(String message) {
    super(message);
  }
}
