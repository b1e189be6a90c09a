package dev.callgate.approver.api;

/** What people are told of. */
public enum NotificationEvent {
  /** A call waits. */
  ASKED,
  /** It still waits after half of its time. */
  REMINDER,
  /** It still waits after four fifths of its time. */
  ESCALATION,
  /** Nobody decided in time: the call was refused. */
  EXPIRED,
  /** Somebody decided. */
  DECIDED;

  /** Whether it is only worth telling while the call waits. */
  public boolean isAboutWaiting() {
    return this == ASKED || this == REMINDER || this == ESCALATION;
  }
}
