package dev.callgate.approver.life;

import dev.callgate.approver.api.AuditType;
import dev.callgate.approver.store.AuditEvent;
import dev.callgate.approver.store.AuditLog;
import dev.callgate.approver.store.DecisionTable;
import dev.callgate.approver.store.RequestRow;
import dev.callgate.approver.store.RequestTable;
import dev.callgate.protocol.CallDecision;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.CountedReview;
import dev.callgate.protocol.Edit;
import dev.callgate.protocol.Envelope;
import dev.callgate.protocol.GrantUse;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.PayloadType;
import dev.callgate.protocol.SigningKey;
import dev.callgate.protocol.Verdict;
import java.util.List;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Signs. The only class that holds the decision key for decisions, and it signs only inside the
 * transaction that records what it signed.
 */
public final class Decisions {
  private final SigningKey key;
  private final Outbox outbox;

  /** Decisions signed by {@code key}, of which {@code outbox} hears. */
  public Decisions(SigningKey key, Outbox outbox) {
    this.key = key;
    this.outbox = outbox;
  }

  /**
   * What was said, and by whom.
   *
   * @param actor for the audit log
   * @param reviews for the decision: what it rests on
   * @param grant what was agreed to in advance, or null
   * @param repeats the request to which the same was said before, or null
   */
  record Ruling(
      Verdict verdict,
      List<Edit> edits,
      @Nullable JsonNode response,
      @Nullable String reason,
      String actor,
      List<CountedReview> reviews,
      @Nullable GrantUse grant,
      @Nullable String repeats) {

    /** What was said to this very call. */
    Ruling(
        Verdict verdict,
        List<Edit> edits,
        @Nullable JsonNode response,
        @Nullable String reason,
        String actor,
        List<CountedReview> reviews) {
      this(verdict, edits, response, reason, actor, reviews, null, null);
    }

    static Ruling expired() {
      return new Ruling(
          Verdict.EXPIRE, List.of(), null, "nobody decided in time", "approver", List.of());
    }
  }

  /**
   * Signs and records the decision on a request whose state was just changed in {@code handle}.
   *
   * @param review the review that decided, as it was sent; null when time did, or people had said
   *     it before
   */
  void record(Handle handle, RequestRow row, Ruling ruling, byte @Nullable [] review, long now) {
    CallRequest request = StoredObjects.request(row);
    CallDecision decision =
        new CallDecision(
            CallDecision.VERSION,
            row.id(),
            row.digest(),
            request.nonce(),
            request.jvm(),
            request.method().key(),
            request.ruleSetDigest(),
            request.argsDigest(),
            ruling.verdict(),
            ruling.edits(),
            ruling.response(),
            ruling.reason(),
            ruling.reviews(),
            now,
            row.expiresAt(),
            ruling.grant(),
            ruling.repeats());
    Envelope signed = Envelope.sign(PayloadType.DECISION, Json.write(decision), key);
    byte[] envelope = signed.toJson();
    DecisionTable.insert(handle, row.id(), row.jvm(), envelope);
    TreeMap<String, String> digests = new TreeMap<>();
    digests.put("request", row.digest());
    digests.put("decision", signed.payloadDigest());
    AuditEvent event =
        new AuditEvent(
                now,
                AuditType.of(ruling.verdict()),
                row.id(),
                row.jvm(),
                ruling.actor(),
                detail(ruling),
                digests)
            .with("decision", envelope);
    long seq = AuditLog.append(handle, review == null ? event : event.with("review", review));
    RequestTable.touch(handle, row.id(), seq);
    outbox.ended(handle, request, ruling.verdict(), now);
  }

  // Names only: the new values are in the signed decision, whose digest stands in the entry.
  private static @Nullable String detail(Ruling ruling) {
    GrantUse grant = ruling.grant();
    if (grant != null) {
      return "use "
          + grant.use()
          + " of "
          + grant.terms().uses()
          + " of the grant "
          + grant.requestId();
    }
    if (ruling.repeats() != null) {
      return "as before, to the same call: "
          + ruling.repeats()
          + (ruling.reason() == null ? "" : ": " + ruling.reason());
    }
    if (ruling.edits().isEmpty()) {
      return ruling.reason();
    }
    String edited =
        "changed " + String.join(", ", ruling.edits().stream().map(Edit::name).toList());
    return ruling.reason() == null ? edited : edited + ": " + ruling.reason();
  }
}
