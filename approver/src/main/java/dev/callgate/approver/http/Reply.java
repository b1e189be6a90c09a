package dev.callgate.approver.http;

import java.time.Duration;

/** What a route answers: now, or once there is something to say. */
sealed interface Reply {
  /**
   * An answer.
   *
   * @param status the HTTP status
   * @param body written as JSON
   */
  record Now(int status, Object body) implements Reply {}

  /**
   * An answer that waits.
   *
   * @param topic what wakes it
   * @param patience how long at most; then it is answered with what there is
   * @param look sees what there is
   */
  record Later(String topic, Duration patience, Look look) implements Reply {}

  /** Sees what there is to answer. Called again after each wake-up; reads only. */
  interface Look {
    /** What there is now. */
    Seen look();
  }

  /**
   * What there is to answer.
   *
   * @param enough whether it is worth an answer before the time is over
   * @param body written as JSON
   */
  record Seen(boolean enough, Object body) {}
}
