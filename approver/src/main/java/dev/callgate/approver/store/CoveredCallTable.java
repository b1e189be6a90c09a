package dev.callgate.approver.store;

import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The calls that an approval covered, as the JVM signed them. */
public final class CoveredCallTable {
  private CoveredCallTable() {}

  /** Adds one. */
  public static void insert(Handle handle, String id, String requestId, byte[] envelope) {
    handle
        .createUpdate(
            "INSERT INTO covered_call (id, request_id, envelope) VALUES (:id, :request, :envelope)")
        .bind("id", id)
        .bind("request", requestId)
        .bind("envelope", envelope)
        .execute();
  }

  /** The bytes recorded under this id. */
  public static Optional<byte[]> envelope(Handle handle, String id) {
    return handle
        .createQuery("SELECT envelope FROM covered_call WHERE id = :id")
        .bind("id", id)
        .map((row, context) -> row.getBytes("envelope"))
        .findOne();
  }

  /** How many calls this request's approval has covered. */
  public static long of(Handle handle, String requestId) {
    return handle
        .createQuery("SELECT count(*) FROM covered_call WHERE request_id = :request")
        .bind("request", requestId)
        .mapTo(Long.class)
        .one();
  }
}
