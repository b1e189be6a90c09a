package dev.callgate.agent.gate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ticket of a call whose body runs: what to report when it ends, and what a delegated call is
 * compared with.
 *
 * @param requestId the request that was approved; empty for a call that is covered by its caller's
 *     approval
 * @param requestDigest the request's digest
 * @param point the gate
 * @param receiver the receiver; null for static methods and constructors
 * @param argumentDigests each argument's digest
 * @param depth how many frames the body's own frame is above the thread's first
 */
record RunningCall(
    String requestId,
    String requestDigest,
    GatePoint point,
    @Nullable Object receiver,
    List<String> argumentDigests,
    int depth) {
  boolean isCovered() {
    return requestId.isEmpty();
  }
}
