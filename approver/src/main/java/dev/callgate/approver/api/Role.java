package dev.callgate.approver.api;

/**
 * What a person may do at an approver. None of them includes another, but that whoever may decide
 * may look. Groups are another matter: they say which requests an approver is asked.
 */
public enum Role {
  /** Sees requests, programs and what became of calls. */
  VIEWER,
  /** Reviews requests, and sees them. */
  APPROVER,
  /** Gives roles, tokens and enrolments, and takes them away; decides nothing. */
  ADMIN,
  /** Reads and exports the audit log. */
  AUDITOR
}
