package dev.callgate.approver.store;

import dev.callgate.protocol.Json;
import dev.callgate.protocol.ProtocolException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The only way into the audit log. An entry is the exact bytes of one JSON line, kept as they were
 * written; it carries digests and display text, never arguments. It is appended through the handle
 * of the transaction that makes the change, so that there is no change without its entry and no
 * entry without its change.
 */
public final class AuditLog {
  // An entry must fit into 64 KiB - 1 (the limit of the tlog-tiles format) however it is escaped.
  private static final int LONGEST_DETAIL = 4000;

  private AuditLog() {}

  /** Records {@code event} and returns its number. */
  public static long append(Handle handle, AuditEvent event) {
    // Without gaps and without a sequence: there is one writer at a time.
    long seq = head(handle) + 1;
    AuditEntry entry =
        new AuditEntry(
            AuditEntry.VERSION,
            seq,
            event.atMillis(),
            event.type().written(),
            event.request(),
            event.jvm(),
            event.actor(),
            shortened(event.detail()),
            event.digests());
    handle
        .createUpdate(
            """
            INSERT INTO audit_entry (seq, at_millis, type, request_id, actor, entry)
            VALUES (:seq, :at, :type, :request, :actor, :entry)
            """)
        .bind("seq", seq)
        .bind("at", entry.atMillis())
        .bind("type", entry.type())
        .bind("request", entry.request())
        .bind("actor", entry.actor())
        .bind("entry", Json.write(entry))
        .execute();
    return seq;
  }

  /** The number of the last entry, 0 while there is none. */
  public static long head(Handle handle) {
    return handle
        .createQuery("SELECT coalesce(max(seq), 0) FROM audit_entry")
        .mapTo(Long.class)
        .one();
  }

  /** What happened to one request, oldest first. */
  public static List<AuditEntry> of(Handle handle, String requestId) {
    return handle
        .createQuery("SELECT entry FROM audit_entry WHERE request_id = :request ORDER BY seq")
        .bind("request", requestId)
        .map((row, context) -> read(row.getBytes("entry")))
        .list();
  }

  private static AuditEntry read(byte[] entry) {
    try {
      return Json.read(entry, AuditEntry.class);
    } catch (ProtocolException e) {
      throw new IllegalStateException("an audit entry was changed from outside", e);
    }
  }

  private static @Nullable String shortened(@Nullable String detail) {
    return detail == null || detail.length() <= LONGEST_DETAIL
        ? detail
        : detail.substring(0, LONGEST_DETAIL) + "…";
  }
}
