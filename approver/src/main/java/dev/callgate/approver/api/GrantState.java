package dev.callgate.approver.api;

/** Whether a grant lets calls through. */
public enum GrantState {
  /** It does. */
  STANDING,
  /** All its uses are used. */
  USED,
  /** Its time is over. */
  OVER,
  /** A person took it back. */
  REVOKED
}
