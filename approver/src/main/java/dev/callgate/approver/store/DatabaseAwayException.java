package dev.callgate.approver.store;

/**
 * The database cannot be reached now. Nothing is decided without it; whoever asked may ask again.
 */
public final class DatabaseAwayException extends RuntimeException {
  private static final long serialVersionUID = 1;

  DatabaseAwayException(Throwable cause) {
    super("the database cannot be reached: " + Trouble.words(cause), cause);
  }
}
