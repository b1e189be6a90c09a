package dev.callgate.approver.store;

import dev.callgate.protocol.Verdict;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What each person said about a request: the grounds of its decision. */
public final class ReviewTable {
  private ReviewTable() {}

  /** Keeps one person's review, with the bytes that the person sent. */
  public static void insert(
      Handle handle,
      String requestId,
      String reviewer,
      Verdict verdict,
      @Nullable String reason,
      byte[] payload,
      long now) {
    handle
        .createUpdate(
            """
            INSERT INTO review (request_id, reviewer, verdict, reason, payload, created_at)
            VALUES (:request, :reviewer, :verdict, :reason, :payload, :now)
            """)
        .bind("request", requestId)
        .bind("reviewer", reviewer)
        .bind("verdict", verdict.name())
        .bind("reason", reason)
        .bind("payload", payload)
        .bind("now", now)
        .execute();
  }
}
