package dev.callgate.approver.life;

import dev.callgate.approver.api.ReviewBody;
import dev.callgate.approver.store.ReviewRow;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.ProtocolException;
import dev.callgate.protocol.ReviewEnvelope;
import dev.callgate.protocol.ReviewStatement;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A review as its person sent it: plain, or with a signature of their own.
 *
 * @param requestId the request that a signed review names; null for a plain one
 * @param body what it says
 * @param signed the same with its signature; null for a plain one
 */
record GivenReview(@Nullable String requestId, ReviewBody body, @Nullable ReviewEnvelope signed) {

  static GivenReview plain(byte[] bytes) throws Refusal {
    try {
      return new GivenReview(null, body(bytes), null);
    } catch (ProtocolException e) {
      throw SignedObjects.malformed(e.getMessage());
    }
  }

  /** Whoever grants nothing may leave {@code grant} out; nothing else. */
  private static ReviewBody body(byte[] bytes) throws ProtocolException {
    // Read strictly, as everything from outside: nothing but UTF-8.
    JsonNode tree = Json.read(bytes, JsonNode.class);
    if (tree instanceof ObjectNode fields && !fields.has("grant")) {
      fields.putNull("grant");
      return Json.read(Json.write(fields), ReviewBody.class);
    }
    return Json.read(bytes, ReviewBody.class);
  }

  /** Nothing is verified yet. */
  static GivenReview signed(byte[] bytes) throws Refusal {
    try {
      return signed(SignedObjects.read(bytes, ReviewEnvelope.class));
    } catch (ProtocolException e) {
      throw SignedObjects.malformed(e.getMessage());
    }
  }

  private static GivenReview signed(ReviewEnvelope envelope) throws ProtocolException {
    ReviewStatement said = envelope.unverifiedStatement();
    return new GivenReview(
        said.requestId(),
        new ReviewBody(
            said.requestDigest(),
            said.verdict(),
            said.reason(),
            said.edits(),
            said.response(),
            said.grant()),
        envelope);
  }

  /** Reads back what was checked before it was kept. */
  static GivenReview of(ReviewRow row) {
    try {
      boolean signed =
          Json.readTree(new String(row.payload(), StandardCharsets.UTF_8)).has("payloadType");
      return signed
          ? signed(Json.read(row.payload(), ReviewEnvelope.class))
          : new GivenReview(null, body(row.payload()), null);
    } catch (ProtocolException e) {
      throw new IllegalStateException("the database was changed from outside", e);
    }
  }
}
