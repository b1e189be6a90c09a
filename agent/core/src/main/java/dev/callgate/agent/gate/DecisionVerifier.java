package dev.callgate.agent.gate;

import dev.callgate.agent.trust.Trust;
import dev.callgate.protocol.CallDecision;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.CountedReview;
import dev.callgate.protocol.Demand;
import dev.callgate.protocol.GrantUse;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.PayloadType;
import dev.callgate.protocol.ProtocolException;
import dev.callgate.protocol.Quorum;
import dev.callgate.protocol.ReviewEnvelope;
import dev.callgate.protocol.SignedReview;
import dev.callgate.protocol.TrustBundle;
import dev.callgate.protocol.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides whether an envelope is the decision on one request: the only place where a yes is
 * believed. Thread-safe.
 */
final class DecisionVerifier {
  private final Trust trust;
  private final GrantUses grants = new GrantUses(System::currentTimeMillis);

  DecisionVerifier(Trust trust) {
    this.trust = trust;
  }

  /**
   * The decision, once its signature and everything that binds it to the request were checked. The
   * reviews of a yes are then those that were verified, with the groups that the trust bundle has.
   *
   * @throws ProtocolException naming the first thing that does not fit
   */
  CallDecision verify(Answer.Decided answer, CallRequest request, String requestDigest)
      throws ProtocolException {
    CallDecision decision =
        Json.read(trust.verify(PayloadType.DECISION, answer.decision()), CallDecision.class);
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
    GrantUse grant = decision.grant();
    if (grant != null) {
      grants.check(grant, decision, request);
    }
    return switch (decision.verdict()) {
      case APPROVE, EDIT, RESPOND -> {
        CallDecision proved = decision.resting(proved(decision, request, requestDigest));
        checkRecord(answer, request);
        checkQuorum(proved, request);
        if (grant != null) {
          grants.take(grant);
        }
        yield proved;
      }
      // A no needs nobody but the approver: to refuse is safe.
      case REJECT, EXPIRE -> decision;
    };
  }

  /**
   * The reviews as far as they are proved: with their own signatures, or, where no rule wants any,
   * without. What the approver says about a person counts for nothing where one is wanted.
   */
  private List<CountedReview> proved(
      CallDecision decision, CallRequest request, String requestDigest) throws ProtocolException {
    boolean wanted = Demand.anyNeedsSignatures(request.demands());
    TrustBundle bundle = wanted ? trust.bundle() : null;
    List<CountedReview> proved = new ArrayList<>(decision.reviews().size());
    GrantUse grant = decision.grant();
    for (CountedReview review : decision.reviews()) {
      if (bundle == null) {
        proved.add(
            new CountedReview(
                review.reviewer(), review.groups(), review.verdict(), review.atMillis()));
        continue;
      }
      ReviewEnvelope signed = review.signed();
      if (signed == null) {
        throw new ProtocolException(
            "the review of " + review.reviewer() + " does not carry a signature of their own");
      }
      SignedReview own = SignedReview.verify(signed, bundle);
      if (grant == null) {
        own.requireAbout(request.requestId(), requestDigest);
        own.requireSays(decision.verdict(), decision.edits(), decision.response());
      } else {
        own.requireGrants(grant);
      }
      if (!Quorum.isSame(own.reviewer().name(), review.reviewer())) {
        throw new ProtocolException(
            "the review of " + review.reviewer() + " is signed by " + own.reviewer().name());
      }
      proved.add(
          new CountedReview(
              own.reviewer().name(),
              own.reviewer().among(request.demands()),
              review.verdict(),
              review.atMillis(),
              signed));
    }
    return proved;
  }

  private static void checkRecord(Answer.Decided answer, CallRequest request)
      throws ProtocolException {
    for (Demand demand : request.demands()) {
      if (demand.assurance().needsLog() && !answer.isLogged()) {
        throw new ProtocolException("the decision proves no place in the audit log");
      }
    }
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
