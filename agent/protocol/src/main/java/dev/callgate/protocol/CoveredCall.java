package dev.callgate.protocol;

import java.util.List;

/**
 * A call that ran without a question of its own, because the approval of the call around it says
 * so. Signed by the JVM, and sent when it is let through.
 *
 * @param v the version of this form, 1
 * @param callId names the covered call, 128 random bits
 * @param requestId the approved request that covers it
 * @param requestDigest {@link Envelope#payloadDigest()} of that request
 * @param method what ran
 * @param rules the ids of the rules that would have held it
 * @param arguments as a reviewer would have seen them
 * @param atMillis the JVM's wall clock, epoch milliseconds
 */
public record CoveredCall(
    int v,
    String callId,
    String requestId,
    String requestDigest,
    GatedMethod method,
    List<String> rules,
    List<Argument> arguments,
    long atMillis) {

  /** The version this code writes and reads. */
  public static final int VERSION = 1;
}
