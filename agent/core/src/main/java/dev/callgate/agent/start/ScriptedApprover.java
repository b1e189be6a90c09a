package dev.callgate.agent.start;

import dev.callgate.Outcome;
import dev.callgate.agent.gate.Answer;
import dev.callgate.agent.gate.Asker;
import dev.callgate.protocol.CallDecision;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.CountedReview;
import dev.callgate.protocol.CoveredCall;
import dev.callgate.protocol.Edit;
import dev.callgate.protocol.Envelope;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.OutcomeReport;
import dev.callgate.protocol.PayloadType;
import dev.callgate.protocol.ProtocolException;
import dev.callgate.protocol.SigningKey;
import dev.callgate.protocol.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Decides the self-test's calls with a key that exists only as long as the self-test. Not
 * thread-safe.
 */
final class ScriptedApprover implements Asker {
  private final SigningKey key;
  private Verdict next = Verdict.REJECT;
  private List<Edit> edits = List.of();
  private @Nullable JsonNode response;

  /** What was reported last. */
  @Nullable Outcome reported;

  ScriptedApprover(SigningKey key) {
    this.key = key;
  }

  void next(Verdict verdict, List<Edit> withEdits, @Nullable JsonNode withResponse) {
    next = verdict;
    edits = withEdits;
    response = withResponse;
  }

  @Override
  public Answer ask(String requestId, Envelope request, long deadlineNanos) {
    CallRequest asked;
    try {
      asked = Json.read(request.unverifiedPayload(), CallRequest.class);
    } catch (ProtocolException e) {
      return new Answer.Unavailable(String.valueOf(e.getMessage()));
    }
    CallDecision decision =
        new CallDecision(
            CallDecision.VERSION,
            requestId,
            request.payloadDigest(),
            asked.nonce(),
            asked.jvm(),
            asked.method().key(),
            asked.ruleSetDigest(),
            asked.argsDigest(),
            next,
            edits,
            response,
            "self-test",
            List.of(new CountedReview("self-test", List.of(), next, asked.createdAtMillis())),
            asked.createdAtMillis(),
            asked.createdAtMillis() + asked.expiresInMillis());
    return new Answer.Decided(
        Envelope.sign(PayloadType.DECISION, Json.write(decision), key), false);
  }

  @Override
  public void report(OutcomeReport report) {
    reported = report.outcome();
  }

  @Override
  public void report(CoveredCall call) {
    throw new IllegalStateException("the self-test's rule covers nothing");
  }
}
