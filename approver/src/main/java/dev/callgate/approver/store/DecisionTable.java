package dev.callgate.approver.store;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** The signed decisions, numbered per JVM in the order in which they were committed. */
public final class DecisionTable {
  private DecisionTable() {}

  /**
   * A decision with its number.
   *
   * @param seq counts the decisions of one JVM from 1
   * @param envelope the exact signed bytes
   */
  // Compared by nobody: the bytes are only carried.
  @SuppressWarnings("ArrayRecordComponent")
  public record Numbered(long seq, byte[] envelope) {}

  /** Adds the decision on a request; a second one for the same request violates the key. */
  public static void insert(Handle handle, String requestId, String jvm, byte[] envelope) {
    handle
        .createUpdate(
            """
            INSERT INTO decision (request_id, jvm, seq, envelope)
            VALUES (:request, :jvm, :seq, :envelope)
            """)
        .bind("request", requestId)
        .bind("jvm", jvm)
        .bind("seq", AgentTable.nextCursor(handle, jvm))
        .bind("envelope", envelope)
        .execute();
  }

  /** The decisions for a JVM after number {@code after}. */
  public static List<Numbered> after(Handle handle, String jvm, long after, int limit) {
    return handle
        .createQuery(
            """
            SELECT seq, envelope FROM decision WHERE jvm = :jvm AND seq > :after
            ORDER BY seq LIMIT :limit
            """)
        .bind("jvm", jvm)
        .bind("after", after)
        .bind("limit", limit)
        .map((row, context) -> new Numbered(row.getLong("seq"), row.getBytes("envelope")))
        .list();
  }
}
