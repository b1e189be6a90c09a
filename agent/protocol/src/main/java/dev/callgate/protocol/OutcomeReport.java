package dev.callgate.protocol;

import dev.callgate.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * How a call ended in the JVM, signed by it.
 *
 * @param v the version of this form, 1
 * @param requestId the call
 * @param requestDigest {@link Envelope#payloadDigest()} of its request
 * @param outcome how it ended
 * @param detail why, in one line, or null; never an argument's value
 * @param atMillis the JVM's wall clock, epoch milliseconds
 */
public record OutcomeReport(
    int v,
    String requestId,
    String requestDigest,
    Outcome outcome,
    @Nullable String detail,
    long atMillis) {

  /** The version this code writes and reads. */
  public static final int VERSION = 1;
}
