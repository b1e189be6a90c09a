package dev.callgate.agent.gate;

import dev.callgate.protocol.CallDecision;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.CountedReview;
import dev.callgate.protocol.Demand;
import dev.callgate.protocol.Envelope;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.PayloadType;
import dev.callgate.protocol.ProtocolException;
import dev.callgate.protocol.Quorum;
import dev.callgate.protocol.Verdict;
import dev.callgate.protocol.VerificationKey;
import java.util.ArrayList;
import java.util.List;

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
    if (decision.edits() == null || decision.reviews() == null) {
      throw new ProtocolException("the decision has no list of edits or of reviews");
    }
    if (decision.edits().isEmpty() == (decision.verdict() == Verdict.EDIT)) {
      throw new ProtocolException("edits belong to an edit and to nothing else");
    }
    checkReviews(decision);
    switch (decision.verdict()) {
      case APPROVE, EDIT, RESPOND -> checkQuorum(decision, request);
      // A no needs nobody but the approver: to refuse is safe.
      case REJECT, EXPIRE -> {}
    }
    return decision;
  }

  private static void checkReviews(CallDecision decision) throws ProtocolException {
    List<String> names = new ArrayList<>();
    for (CountedReview review : decision.reviews()) {
      if (review == null
          || review.reviewer() == null
          || review.reviewer().isBlank()
          || review.groups() == null
          || review.groups().contains(null)) {
        throw new ProtocolException("the decision has a review that is nobody's");
      }
      if (review.verdict() != decision.verdict()) {
        throw new ProtocolException(
            "the decision rests on a review of another verdict, by " + review.reviewer());
      }
      for (String name : names) {
        if (Quorum.isSame(name, review.reviewer())) {
          throw new ProtocolException("the decision counts a person twice: " + review.reviewer());
        }
      }
      names.add(review.reviewer());
    }
  }

  private static void checkQuorum(CallDecision decision, CallRequest request)
      throws ProtocolException {
    Demand unmet = Quorum.unmet(request.demands(), request.requester(), decision.reviews());
    if (unmet != null) {
      throw new ProtocolException(
          "too few people have agreed: the rule "
              + unmet.rule()
              + " needs "
              + Quorum.words(unmet)
              + ", and of those the decision names "
              + Quorum.people(unmet, request.requester(), decision.reviews()).size());
    }
  }

  private static void same(String what, Object actual, Object expected) throws ProtocolException {
    if (!expected.equals(actual)) {
      throw new ProtocolException("the decision is for another " + what);
    }
  }
}
