package dev.callgate.agent.gate;

import dev.callgate.protocol.CallDecision;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.Envelope;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.PayloadType;
import dev.callgate.protocol.ProtocolException;
import dev.callgate.protocol.Verdict;
import dev.callgate.protocol.VerificationKey;

/** Decides whether an envelope is the decision on one request. Immutable. */
final class DecisionVerifier {
  private final VerificationKey trust;

  DecisionVerifier(VerificationKey trust) {
    this.trust = trust;
  }

  /**
   * The decision, once its signature and everything that binds it to the request were checked.
   *
   * @throws ProtocolException naming the first thing that does not fit
   */
  CallDecision verify(Envelope envelope, CallRequest request, String requestDigest)
      throws ProtocolException {
    CallDecision decision =
        Json.read(envelope.verify(PayloadType.DECISION, trust), CallDecision.class);
    same("version", decision.v(), CallDecision.VERSION);
    same("request id", decision.requestId(), request.requestId());
    same("request digest", decision.requestDigest(), requestDigest);
    same("nonce", decision.nonce(), request.nonce());
    same("JVM", decision.jvm(), request.jvm());
    same("method", decision.method(), request.method().key());
    same("rule set", decision.ruleSetDigest(), request.ruleSetDigest());
    same("argument digest", decision.argsDigest(), request.argsDigest());
    if (decision.verdict() == null
        || decision.verdict() != Verdict.EXPIRE
            && !request.decisions().contains(decision.verdict())) {
      throw new ProtocolException("the rules do not allow the verdict " + decision.verdict());
    }
    if (decision.edits() == null || decision.decidedBy() == null) {
      throw new ProtocolException("the decision has no list of edits or of reviewers");
    }
    if (decision.edits().isEmpty() == (decision.verdict() == Verdict.EDIT)) {
      throw new ProtocolException("edits belong to an edit and to nothing else");
    }
    return decision;
  }

  private static void same(String what, Object actual, Object expected) throws ProtocolException {
    if (!expected.equals(actual)) {
      throw new ProtocolException("the decision is for another " + what);
    }
  }
}
