package dev.callgate;

/**
 * How a call of a gated method ended. Each refusal has a word of its own, so that no silence is
 * ever blamed on a person.
 */
public enum Outcome {
  /** A person said yes; the original arguments ran. */
  APPROVED,
  /** A person said yes to changed arguments; those ran. */
  EDITED,
  /** A person answered in the method's place; the body did not run. */
  RESPONDED,
  /** A person said no. */
  REJECTED,
  /** Nobody decided in time. */
  EXPIRED,
  /** A rule says no without asking anybody. */
  DENIED,
  /**
   * The question could not be asked or the answer could not be trusted: approver away, signature
   * wrong, too many calls waiting.
   */
  UNAVAILABLE,
  /** The arguments, or the caller's wish, were no longer what the person had seen. */
  DRIFTED,
  /** The caller stopped waiting, for instance because its thread was interrupted. */
  WITHDRAWN,
  /** Everything is stopped on purpose. */
  FROZEN,
  /** The body ran and returned. */
  SUCCEEDED,
  /** The body ran and threw. */
  FAILED,
  /** The body was started and nobody knows how it ended. */
  IN_DOUBT;

  /**
   * Whether a call with this outcome was ended without running its body and without an answer in
   * its place.
   */
  public boolean isRefusal() {
    return switch (this) {
      case REJECTED, EXPIRED, DENIED, UNAVAILABLE, DRIFTED, WITHDRAWN, FROZEN -> true;
      case APPROVED, EDITED, RESPONDED, SUCCEEDED, FAILED, IN_DOUBT -> false;
    };
  }
}
