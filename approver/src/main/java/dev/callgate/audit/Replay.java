package dev.callgate.audit;

import dev.callgate.Outcome;
import dev.callgate.approver.api.AuditEntry;
import dev.callgate.approver.api.AuditType;
import dev.callgate.approver.api.RequestState;
import dev.callgate.protocol.CallDecision;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.CountedReview;
import dev.callgate.protocol.CoverageReport;
import dev.callgate.protocol.CoveredCall;
import dev.callgate.protocol.Demand;
import dev.callgate.protocol.Enrolment;
import dev.callgate.protocol.Envelope;
import dev.callgate.protocol.GrantTerms;
import dev.callgate.protocol.GrantUse;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.OutcomeReport;
import dev.callgate.protocol.PayloadType;
import dev.callgate.protocol.ProtocolException;
import dev.callgate.protocol.Quorum;
import dev.callgate.protocol.ReviewEnvelope;
import dev.callgate.protocol.ReviewStatement;
import dev.callgate.protocol.SignedReview;
import dev.callgate.protocol.TrustBundle;
import dev.callgate.protocol.Verdict;
import dev.callgate.protocol.VerificationKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Goes through the entries in their order and asks of each whether it could follow on those before:
 * who had enrolled with which key, what was asked, whether enough people had said what was decided.
 * The signatures come out as {@linkplain SignatureCheck checks} for later.
 */
final class Replay {
  private final List<VerificationKey> trust;
  private final Map<String, JvmKey> jvms = new HashMap<>();
  private final Map<String, LoggedRequest> requests = new HashMap<>();
  private List<SignatureCheck> checks = new ArrayList<>();
  private final List<TrustBundle> bundles;
  private int prepared;
  private long reviews;

  /**
   * @param trust the approver's keys
   * @param bundles whose reviews count; empty when nobody asks for reviewers' own signatures
   */
  Replay(List<VerificationKey> trust, List<TrustBundle> bundles) {
    this.trust = trust;
    this.bundles = bundles;
  }

  /** How many of the reviews that decided carry a signature that verifies by a bundle. */
  long reviews() {
    return reviews;
  }

  private static final class JvmKey {
    // With so many signatures the work of preparing pays; with so many keys it is too much memory.
    private static final int PAYS = 60;
    private static final int MOST = 64;

    private VerificationKey key;
    private int uses;

    JvmKey(VerificationKey key) {
      this.key = key;
    }
  }

  private VerificationKey use(JvmKey jvm) {
    if (++jvm.uses == JvmKey.PAYS && prepared < JvmKey.MOST) {
      jvm.key = jvm.key.prepared();
      prepared++;
    }
    return jvm.key;
  }

  /** The checks since the last call. */
  List<SignatureCheck> takeChecks() {
    List<SignatureCheck> taken = checks;
    checks = new ArrayList<>();
    return taken;
  }

  /**
   * The next entry.
   *
   * @param objects its objects, by name; their digests were compared
   * @throws ProtocolException saying what does not fit
   */
  void next(AuditEntry entry, Map<String, byte[]> objects) throws ProtocolException {
    switch (AuditType.of(entry.type())) {
      case APPROVER_STARTED -> started(object(objects, "configuration"));
      case ATTEMPT_REFUSED, PASSKEY_ADDED, PASSKEY_RENAMED, PASSKEY_REMOVED, ACTION_CONFIRMED -> {}
      case AGENT_ENROLLED -> enrolled(entry, object(objects, "enrolment"));
      case REQUEST_SUBMITTED -> submitted(entry, object(objects, "request"));
      case REVIEW_GIVEN -> said(entry, pending(entry), object(objects, "review"));
      case REQUEST_APPROVED -> decided(entry, objects, Verdict.APPROVE);
      case REQUEST_EDITED -> decided(entry, objects, Verdict.EDIT);
      case REQUEST_RESPONDED -> decided(entry, objects, Verdict.RESPOND);
      case REQUEST_REJECTED -> decided(entry, objects, Verdict.REJECT);
      case REQUEST_EXPIRED -> decided(entry, objects, Verdict.EXPIRE);
      case GRANT_GIVEN -> grant(known(entry)).give();
      case GRANT_REVOKED -> grant(known(entry)).revoke();
      case REQUEST_WITHDRAWN -> {
        LoggedRequest request = pending(entry);
        report(entry, request, object(objects, "report"));
        request.leave(RequestState.WITHDRAWN);
      }
      case CALL_COVERED -> covered(entry, object(objects, "call"));
      case OUTCOME_REPORTED -> ended(entry, object(objects, "report"));
      case PERSON_ADDED, PERSON_CHANGED, PERSON_REMOVED -> object(objects, "person");
      case AGENT_REVOKED -> {}
      case ENROLMENT_TOKEN_CREATED, TOKEN_CREATED, TOKEN_REVOKED -> object(objects, "token");
      case COVERAGE_REPORTED -> {
        CoverageReport report =
            ofJvm(entry, object(objects, "report"), PayloadType.COVERAGE, CoverageReport.class);
        same("JVM", report.jvm(), entry.jvm());
      }
    }
  }

  private void started(byte[] configuration) throws ProtocolException {
    JsonNode key =
        Json.readTree(new String(configuration, StandardCharsets.UTF_8)).path("publicKey");
    for (VerificationKey trusted : trust) {
      if (trusted.toString().equals(key.asString(""))) {
        return;
      }
    }
    throw new ProtocolException("an approver started with a key that is not trusted: " + key);
  }

  private void enrolled(AuditEntry entry, byte[] bytes) throws ProtocolException {
    Envelope envelope = Envelope.parse(bytes);
    Enrolment enrolment = Json.read(envelope.unverifiedPayload(), Enrolment.class);
    VerificationKey key = VerificationKey.parse(String.valueOf(enrolment.publicKey()));
    same("JVM", enrolment.jvm(), entry.jvm());
    same("digest", envelope.payloadDigest(), entry.digests().get("enrolment"));
    JvmKey before = jvms.putIfAbsent(enrolment.jvm(), new JvmKey(key));
    if (before != null && !before.key.equals(key)) {
      throw new ProtocolException("the JVM had enrolled with another key: " + before.key);
    }
    check(entry, envelope, PayloadType.ENROL, List.of(key), "the JVM itself");
  }

  private void submitted(AuditEntry entry, byte[] bytes) throws ProtocolException {
    CallRequest request = ofJvm(entry, bytes, PayloadType.REQUEST, CallRequest.class);
    String digest = Envelope.parse(bytes).payloadDigest();
    same("request id", request.requestId(), entry.request());
    same("JVM", request.jvm(), entry.jvm());
    same("digest", digest, entry.digests().get("request"));
    same("argument digest", request.argsDigest(), entry.digests().get("args"));
    if (requests.putIfAbsent(request.requestId(), new LoggedRequest(request, digest)) != null) {
      throw new ProtocolException("the request is in the log already");
    }
  }

  private static void said(AuditEntry entry, LoggedRequest request, byte[] review)
      throws ProtocolException {
    JsonNode said = Json.readTree(new String(review, StandardCharsets.UTF_8));
    if (said.has("payloadType")) {
      // Signed by its reviewer; the decision has it too, where its signature is verified.
      ReviewStatement own = Json.read(review, ReviewEnvelope.class).unverifiedStatement();
      if (!Quorum.isSame("reviewer:" + own.reviewer(), entry.actor())) {
        throw new ProtocolException("a review in another name: " + own.reviewer());
      }
      same("request id", own.requestId(), entry.request());
      said = Json.mapper().valueToTree(own);
    }
    same("request digest", said.path("requestDigest").asString(""), request.digest);
    if (!entry.actor().startsWith("reviewer:")) {
      throw new ProtocolException("a review by nobody: " + entry.actor());
    }
    String verdict = said.path("verdict").asString("");
    for (Verdict each : Verdict.values()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(verdict)) {
        JsonNode terms = said.path("grant");
        request.said(
            entry.actor().substring("reviewer:".length()),
            each,
            terms.isObject() ? Json.read(Json.write(terms), GrantTerms.class) : null);
        return;
      }
    }
    throw new ProtocolException("a review with the verdict " + verdict);
  }

  private void decided(AuditEntry entry, Map<String, byte[]> objects, Verdict verdict)
      throws ProtocolException {
    LoggedRequest logged = pending(entry);
    CallRequest request = Objects.requireNonNull(logged.request());
    Envelope envelope = Envelope.parse(object(objects, "decision"));
    CallDecision decision = Json.read(envelope.unverifiedPayload(), CallDecision.class);
    if (verdict != Verdict.EXPIRE && decision.grant() == null && decision.repeats() == null) {
      said(entry, logged, object(objects, "review"));
    }
    check(entry, envelope, PayloadType.DECISION, trust, "a trusted key");
    same("digest", envelope.payloadDigest(), entry.digests().get("decision"));
    same("verdict", decision.verdict(), verdict);
    same("request id", decision.requestId(), entry.request());
    same("request digest", decision.requestDigest(), logged.digest);
    same("nonce", decision.nonce(), request.nonce());
    same("JVM", decision.jvm(), request.jvm());
    same("method", decision.method(), request.method().key());
    same("rule set", decision.ruleSetDigest(), request.ruleSetDigest());
    same("argument digest", decision.argsDigest(), request.argsDigest());
    GrantUse use = decision.grant();
    if (use != null) {
      grant(requests.get(use.requestId())).use(use, request, decision, entry.atMillis());
    }
    for (CountedReview review : decision.reviews()) {
      if (review.verdict() != verdict || use == null && !hasSaid(logged, decision, review)) {
        throw new ProtocolException(
            "the decision counts a review that is not in the log: " + review.reviewer());
      }
      ReviewEnvelope own = review.signed();
      if (own != null && !bundles.isEmpty()) {
        ofReviewer(own, review.reviewer(), request, decision, logged.digest);
      }
    }
    boolean yes = verdict != Verdict.REJECT && verdict != Verdict.EXPIRE;
    Demand unmet =
        yes ? Quorum.unmet(request.demands(), request.requester(), decision.reviews()) : null;
    logged.leave(RequestState.after(verdict));
    if (unmet != null) {
      throw new ProtocolException(
          "too few people have agreed: the rule " + unmet.rule() + " needs " + Quorum.words(unmet));
    }
  }

  /** Whether the person said so: to this request, or to the one that it repeats. */
  private boolean hasSaid(LoggedRequest logged, CallDecision decision, CountedReview review) {
    if (decision.repeats() == null) {
      return logged.said(review.reviewer()) == decision.verdict();
    }
    LoggedRequest before = requests.get(decision.repeats());
    return before != null
        && decision.verdict() == Verdict.REJECT
        && before.jvm.equals(logged.jvm)
        && before.wasRejectedBy(review.reviewer());
  }

  private static LoggedGrant grant(@Nullable LoggedRequest request) throws ProtocolException {
    LoggedGrant grant = request == null ? null : request.grant();
    if (grant == null) {
      throw new ProtocolException("there is no such grant in the log");
    }
    return grant;
  }

  private void ofReviewer(
      ReviewEnvelope own, String name, CallRequest request, CallDecision decision, String digest)
      throws ProtocolException {
    ProtocolException why = new ProtocolException("no trust bundle was given");
    for (TrustBundle bundle : bundles) {
      try {
        SignedReview review = SignedReview.verify(own, bundle);
        if (decision.grant() == null) {
          review.requireAbout(request.requestId(), digest);
          review.requireSays(decision.verdict(), decision.edits(), decision.response());
        } else {
          review.requireGrants(decision.grant());
        }
        if (!Quorum.isSame(review.reviewer().name(), name)) {
          throw new ProtocolException("it is signed by " + review.reviewer().name());
        }
        reviews++;
        return;
      } catch (ProtocolException e) {
        why = e;
      }
    }
    throw new ProtocolException("the review of " + name + " is not theirs: " + why.getMessage());
  }

  private void covered(AuditEntry entry, byte[] bytes) throws ProtocolException {
    LoggedRequest request = known(entry);
    CoveredCall call = ofJvm(entry, bytes, PayloadType.COVERED, CoveredCall.class);
    same("request digest", call.requestDigest(), request.digest);
    if (!isYes(request)) {
      throw new ProtocolException("a call was covered by a request that nobody had approved");
    }
  }

  private void ended(AuditEntry entry, byte[] bytes) throws ProtocolException {
    LoggedRequest request = known(entry);
    Outcome outcome = report(entry, request, bytes);
    if (request.ended) {
      throw new ProtocolException("how the call ended is in the log already");
    }
    request.ended = true;
    boolean ran =
        outcome == Outcome.SUCCEEDED || outcome == Outcome.FAILED || outcome == Outcome.IN_DOUBT;
    if (ran && !isYes(request)) {
      throw new ProtocolException(
          "the JVM says that the call ran ("
              + outcome.name().toLowerCase(Locale.ROOT)
              + "), and nobody had approved it");
    }
  }

  private Outcome report(AuditEntry entry, LoggedRequest request, byte[] bytes)
      throws ProtocolException {
    OutcomeReport report = ofJvm(entry, bytes, PayloadType.OUTCOME, OutcomeReport.class);
    same("request id", report.requestId(), entry.request());
    same("request digest", report.requestDigest(), request.digest);
    return report.outcome();
  }

  private static boolean isYes(LoggedRequest request) {
    return request.state == RequestState.APPROVED || request.state == RequestState.EDITED;
  }

  /** What the entry's JVM has signed, once it had enrolled. */
  private <T> T ofJvm(AuditEntry entry, byte[] bytes, PayloadType type, Class<T> form)
      throws ProtocolException {
    JvmKey key = jvms.get(String.valueOf(entry.jvm()));
    if (key == null) {
      throw new ProtocolException("the JVM had not enrolled: " + entry.jvm());
    }
    Envelope envelope = Envelope.parse(bytes);
    check(entry, envelope, type, List.of(use(key)), "the JVM's key, as it had enrolled it");
    return Json.read(envelope.unverifiedPayload(), form);
  }

  private void check(
      AuditEntry entry,
      Envelope envelope,
      PayloadType type,
      List<VerificationKey> keys,
      String whose) {
    checks.add(new SignatureCheck(entry.seq() - 1, entry.type(), envelope, type, keys, whose));
  }

  private LoggedRequest known(AuditEntry entry) throws ProtocolException {
    LoggedRequest request = requests.get(String.valueOf(entry.request()));
    if (request == null) {
      throw new ProtocolException("the request is not in the log: " + entry.request());
    }
    same("JVM", request.jvm, entry.jvm());
    return request;
  }

  private LoggedRequest pending(AuditEntry entry) throws ProtocolException {
    LoggedRequest request = known(entry);
    if (request.state != RequestState.PENDING) {
      throw new ProtocolException(
          "the request was " + request.state.name().toLowerCase(Locale.ROOT) + " already");
    }
    return request;
  }

  private static byte[] object(Map<String, byte[]> objects, String name) throws ProtocolException {
    byte[] object = objects.get(name);
    if (object == null) {
      throw new ProtocolException("it has no " + name + " that proves it");
    }
    return object;
  }

  private static void same(String what, @Nullable Object actual, @Nullable Object expected)
      throws ProtocolException {
    if (!Objects.equals(actual, expected)) {
      throw new ProtocolException("what is signed is of another " + what);
    }
  }
}
