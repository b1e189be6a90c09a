package dev.callgate.approver.api;

/** What became of a notification. */
public enum NotificationState {
  /** It is to be sent, perhaps again. */
  WAITING,
  /** Its channel has taken it. */
  SENT,
  /** It was tried too often, or refused for good. */
  DEAD,
  /** Before it could be sent, nobody was waiting any more. */
  MOOT
}
