package dev.callgate.agent.gate;

import dev.callgate.policy.Rule;
import dev.callgate.protocol.CallDecision;
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
  private final @Nullable Allowance allowance;
  private final @Nullable Allowance coveredBy;
  private boolean passedOn;

  private RunningCall(
      String requestId,
      String requestDigest,
      ArrivingCall call,
      List<Rule> answered,
      @Nullable Allowance allowance,
      @Nullable Allowance coveredBy) {
    this.requestId = requestId;
    this.requestDigest = requestDigest;
    this.call = call;
    this.answered = answered;
    this.allowance = allowance;
    this.coveredBy = coveredBy;
  }

  /**
   * A call that was approved.
   *
   * @param call as it runs, which after an edit is not as it came
   * @param decision verified
   */
  static RunningCall approved(Question question, ArrivingCall call, CallDecision decision) {
    return new RunningCall(
        question.request().requestId(),
        question.envelope().payloadDigest(),
        call,
        question.rules().gating(),
        Allowance.of(question.rules(), call, decision.reviews()),
        null);
  }

  /** A call that would have been asked about if this environment did not only record. */
  static RunningCall rehearsed(ArrivingCall call) {
    return new RunningCall(
        "", "", call, call.rules().gating(), Allowance.of(call.rules(), call, null), null);
  }

  /** A call that passes its caller's deed on. */
  static RunningCall passedOn(RunningCall by, ArrivingCall call) {
    return new RunningCall("", "", call, call.rules().gating(), null, by.coveredBy);
  }

  /** A call that an approval around it covers. */
  static RunningCall covered(Allowance by, ArrivingCall call) {
    return new RunningCall("", "", call, call.rules().gating(), null, by);
  }

  /** The request that was approved; empty for a call that nobody was asked about. */
  String requestId() {
    return requestId;
  }

  String requestDigest() {
    return requestDigest;
  }

  /** Whether somebody was asked about this very call. */
  boolean wasAsked() {
    return !requestId.isEmpty();
  }

  boolean isRehearsed() {
    return call.rules().isRehearsed();
  }

  ArrivingCall call() {
    return call;
  }

  /** The rules that held the call and were answered. */
  List<Rule> answered() {
    return answered;
  }

  /** What its approval lets through besides; null for nothing. */
  @Nullable Allowance allowance() {
    return allowance;
  }

  /** What let this call through; null when it was asked for itself. */
  @Nullable Allowance coveredBy() {
    return coveredBy;
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
