package dev.callgate.approver.http;

import dev.callgate.approver.life.Refusal;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What a route answers: now, once there is something to say, or again and again. */
sealed interface Reply {
  /**
   * An answer.
   *
   * @param status the HTTP status
   * @param body written as JSON
   * @param cookie the value of a {@code Set-Cookie} header, or null for none
   */
  record Now(int status, Object body, @Nullable String cookie) implements Reply {
    Now(int status, Object body) {
      this(status, body, null);
    }
  }

  /**
   * A document that is no JSON.
   *
   * @param type its media type
   * @param bytes its content, which nobody changes
   */
  // Compared by nobody: the bytes are only carried.
  @SuppressWarnings("ArrayRecordComponent")
  record Document(String type, byte[] bytes) implements Reply {}

  /**
   * An answer that waits.
   *
   * @param owner who waits
   * @param topic what wakes it
   * @param patience how long at most; then it is answered with what there is
   * @param look sees what there is
   */
  record Later(String owner, String topic, Duration patience, Look look) implements Reply {}

  /**
   * An answer without an end: one event after the other, as server-sent events.
   *
   * @param owner who listens
   * @param topic what wakes it
   * @param events what there is to say
   * @param allowed whether the caller may still hear it; asked before each event and from time to
   *     time
   */
  record Stream(String owner, String topic, Events events, BooleanSupplier allowed)
      implements Reply {}

  /** Sees what there is to answer. Called again after each wake-up; reads only. */
  interface Look {
    /**
     * What there is now.
     *
     * @throws Refusal when the caller may not see it any more
     */
    Seen look() throws Refusal;
  }

  /** What one stream has to say. Called by one thread at a time. */
  interface Events {
    /** What has happened since the last call; null when nothing has. */
    @Nullable Event next();
  }

  /**
   * What there is to answer.
   *
   * @param enough whether it is worth an answer before the time is over
   * @param body written as JSON
   */
  record Seen(boolean enough, Object body) {}

  /**
   * One event of a stream.
   *
   * @param type one word
   * @param data written as JSON
   */
  record Event(String type, Object data) {}
}
