package dev.callgate.agent.link;

/** The approver could not be reached, is not the pinned one, or did not take this JVM in. */
public final class LinkException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Which of them, because each is mended elsewhere. */
  public enum Kind {
    /** Nobody answers there. */
    UNREACHABLE,
    /** Somebody answers who is not the pinned approver. */
    NOT_THE_APPROVER,
    /** The approver said no. */
    NOT_ENROLLED,
    /** Nothing says whose signatures count. */
    NOT_TRUSTED
  }

  private final Kind kind;

  LinkException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
