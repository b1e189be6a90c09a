package dev.callgate.agent.gate;

import dev.callgate.agent.value.Snapshot;
import dev.callgate.policy.Rule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ticket of a call whose body runs: what to report when it ends, and what the calls that its
 * body makes are compared with. Used by its own thread only.
 */
final class RunningCall {
  private final String requestId;
  private final String requestDigest;
  private final ArrivingCall call;
  private final List<Rule> answered;
  private boolean passedOn;

  private RunningCall(
      String requestId, String requestDigest, ArrivingCall call, List<Rule> answered) {
    this.requestId = requestId;
    this.requestDigest = requestDigest;
    this.call = call;
    this.answered = answered;
  }

  /**
   * A call that was approved.
   *
   * @param call as it runs, which after an edit is not as it came
   */
  static RunningCall approved(Question question, ArrivingCall call) {
    return new RunningCall(
        question.request().requestId(),
        question.envelope().payloadDigest(),
        call,
        question.rules().gating());
  }

  /** A call that another one's approval covers. */
  static RunningCall covered(ArrivingCall call) {
    return new RunningCall("", "", call, call.rules().gating());
  }

  /** The request that was approved; empty for a covered call, about which nobody was asked. */
  String requestId() {
    return requestId;
  }

  String requestDigest() {
    return requestDigest;
  }

  boolean isCovered() {
    return requestId.isEmpty();
  }

  GatePoint point() {
    return call.point();
  }

  @Nullable Object receiver() {
    return call.receiver();
  }

  @Nullable Object[] arguments() {
    return call.arguments();
  }

  Snapshot snapshot() {
    return call.snapshot();
  }

  CallSite site() {
    return call.site();
  }

  /** The rules that held the call and were answered. */
  List<Rule> answered() {
    return answered;
  }

  /** How many frames the body's own frame is above the thread's first. */
  int depth() {
    return call.site().depth();
  }

  /** Whether its one deed was passed on already. */
  boolean hasPassedOn() {
    return passedOn;
  }

  void passOn() {
    passedOn = true;
  }
}
