package dev.callgate.cli.system;

/** What a command's exit status tells a script. */
public enum ExitStatus {
  /** Done. */
  OK(0),
  /** Refused, or found wanting. */
  REFUSED(1),
  /** The command line or a file it names is wrong. */
  USAGE(2),
  /** Nobody decided in time. */
  EXPIRED(3),
  /** The approver does not answer. */
  UNREACHABLE(4),
  /** The program that was to be run could not be started: the number shells use. */
  NOT_STARTED(127);

  private final int code;

  ExitStatus(int code) {
    this.code = code;
  }

  /** The number itself. */
  public int code() {
    return code;
  }
}
