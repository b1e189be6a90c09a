package dev.callgate.approver.life;

import dev.callgate.approver.api.ReviewBody;
import dev.callgate.approver.store.ReviewRow;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.ProtocolException;
import dev.callgate.protocol.ReviewEnvelope;
import dev.callgate.protocol.ReviewStatement;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A review as its person sent it: plain, or with a signature of their own.
 *
 * @param requestId the request that a signed review names; null for a plain one
 * @param body what it says
 * @param signed the same with its signature; null for a plain one
 */
record GivenReview(@Nullable String requestId, ReviewBody body, @Nullable ReviewEnvelope signed) {

  static GivenReview plain(byte[] bytes) throws Refusal {
    return new GivenReview(null, SignedObjects.read(bytes, ReviewBody.class), null);
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
            said.requestDigest(), said.verdict(), said.reason(), said.edits(), said.response()),
        envelope);
  }

  /** Reads back what was checked before it was kept. */
  static GivenReview of(ReviewRow row) {
    try {
      boolean signed =
          Json.readTree(new String(row.payload(), StandardCharsets.UTF_8)).has("payloadType");
      return signed
          ? signed(Json.read(row.payload(), ReviewEnvelope.class))
          : new GivenReview(null, Json.read(row.payload(), ReviewBody.class), null);
    } catch (ProtocolException e) {
      throw new IllegalStateException("the database was changed from outside", e);
    }
  }
}
