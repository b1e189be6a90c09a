package dev.callgate.protocol;

/** What a decision says. A person gives the first four; the last is the approver's clock. */
public enum Verdict {
  /** The original arguments run. */
  APPROVE,
  /** The changed arguments run. */
  EDIT,
  /** The body does not run; the person's answer is returned. */
  RESPOND,
  /** The body does not run; the reason goes back. */
  REJECT,
  /** The body does not run; nobody decided in time. */
  EXPIRE
}
