package dev.callgate.cli.system;

/**
 * A command cannot go on. The message is one line, {@code what happened: the thing; what to do},
 * without the leading {@code callgate:}; it may hold text from elsewhere and is made safe where it
 * is printed.
 */
public final class Failure extends Exception {
  private static final long serialVersionUID = 1L;

  private final ExitStatus status;

  /** Ends the command with {@code status}. */
  public Failure(ExitStatus status, String line) {
    super(line);
    this.status = status;
  }

  /** The exit status. */
  public ExitStatus status() {
    return status;
  }

  /** The command line, or a file it names, is wrong. */
  public static Failure usage(String line) {
    return new Failure(ExitStatus.USAGE, line);
  }
}
