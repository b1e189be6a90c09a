package dev.callgate.approver.store;

import dev.callgate.approver.api.AuditEntry;
import dev.callgate.protocol.Digests;
import dev.callgate.protocol.Ids;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.ProtocolException;
import dev.callgate.protocol.log.Frontier;
import dev.callgate.protocol.log.Subtrees;
import dev.callgate.protocol.log.TreeHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The only way into the audit log: a Merkle tree whose leaves are the exact bytes of JSON lines,
 * kept as they were written. An entry carries digests and display text, never arguments; the signed
 * objects that prove it are kept beside it, and it holds their digests. It is appended through the
 * handle of the transaction that makes the change, so that there is no change without its entry and
 * no entry without its change, and no write to disk of its own.
 */
public final class AuditLog {
  // An entry must fit into 64 KiB - 1 (the limit of the tlog-tiles format) however it is escaped.
  private static final int LONGEST_DETAIL = 4000;

  private AuditLog() {}

  /** Begins the tree where there is none, with the entries that are there from before it. */
  static void prepare(Handle handle) {
    if (handle.createQuery("SELECT count(*) FROM audit_head").mapTo(Long.class).one() > 0) {
      return;
    }
    int made =
        handle
            .createUpdate(
                """
                INSERT INTO audit_head (id, origin, size, frontier) VALUES (1, :origin, 0, :none)
                ON CONFLICT (id) DO NOTHING
                """)
            .bind("origin", "callgate/" + Ids.random() + "/audit")
            .bind("none", new byte[0])
            .execute();
    if (made == 0) {
      // Another approver on the same database was faster.
      return;
    }
    long last =
        handle.createQuery("SELECT coalesce(max(seq), 0) FROM audit_entry").mapTo(Long.class).one();
    for (long seq = 1; seq <= last; seq++) {
      AuditHead head = nextHead(handle);
      grow(handle, head, AuditTable.entry(handle, seq));
    }
  }

  /** Records {@code event} and returns its number. */
  public static long append(Handle handle, AuditEvent event) {
    AuditHead head = nextHead(handle);
    long seq = head.frontier().size() + 1;
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
            digests(event));
    byte[] bytes = Json.write(entry);
    AuditTable.insert(handle, entry, bytes);
    for (Map.Entry<String, byte[]> object : event.objects().entrySet()) {
      AuditTable.insertObject(handle, seq, object.getKey(), object.getValue());
    }
    grow(handle, head, bytes);
    return seq;
  }

  /** The number of the last entry, 0 while there is none. */
  public static long head(Handle handle) {
    return handle.createQuery("SELECT size FROM audit_head").mapTo(Long.class).one();
  }

  /** Whether one of the entries after number {@code after} is about no request. */
  public static boolean isAboutMore(Handle handle, long after) {
    return handle
        .createQuery(
            "SELECT seq FROM audit_entry WHERE seq > :after AND request_id IS NULL LIMIT 1")
        .bind("after", after)
        .mapTo(Long.class)
        .findOne()
        .isPresent();
  }

  /** How far the log has come. */
  public static AuditHead read(Handle handle) {
    return handle
        .createQuery("SELECT origin, size, frontier FROM audit_head")
        .map(
            (row, context) ->
                head(row.getString("origin"), row.getLong("size"), row.getBytes("frontier")))
        .one();
  }

  /** The tree, for proofs about its first entries, as {@code handle}'s transaction sees it. */
  public static Subtrees tree(Handle handle) {
    return new AuditTree(handle);
  }

  /**
   * Entries with their objects, from {@code index} (which is from 0) on.
   *
   * @param limit of entries
   * @param bytes the end comes after the entry with which they are more than this
   */
  public static List<AuditLine> lines(Handle handle, long index, int limit, long bytes) {
    List<AuditLine> lines = new ArrayList<>();
    long size = 0;
    long end = Math.min(head(handle), index + limit);
    for (long seq = index + 1; seq <= end && size <= bytes; seq++) {
      AuditLine line =
          new AuditLine(AuditTable.entry(handle, seq), AuditTable.objects(handle, seq));
      size += line.entry().length;
      for (byte[] object : line.objects()) {
        size += object.length;
      }
      lines.add(line);
    }
    return lines;
  }

  /** The index, from 0, of the entry that has the decision on a request. */
  public static Optional<Long> decision(Handle handle, String requestId) {
    return of(handle, requestId).stream()
        .filter(entry -> entry.digests().containsKey("decision"))
        .map(entry -> entry.seq() - 1)
        .findFirst();
  }

  /** What happened to one request, oldest first. */
  public static List<AuditEntry> of(Handle handle, String requestId) {
    return handle
        .createQuery("SELECT entry FROM audit_entry WHERE request_id = :request ORDER BY seq")
        .bind("request", requestId)
        .map((row, context) -> parse(row.getBytes("entry")))
        .list();
  }

  /**
   * Takes the next place. An update, so that a database with several writers lets nobody else take
   * it until this transaction ends.
   */
  private static AuditHead nextHead(Handle handle) {
    return handle
        .createQuery(
            "UPDATE audit_head SET size = size + 1 WHERE id = 1 RETURNING origin, size, frontier")
        .map(
            (row, context) ->
                head(row.getString("origin"), row.getLong("size") - 1, row.getBytes("frontier")))
        .one();
  }

  private static void grow(Handle handle, AuditHead head, byte[] entry) {
    Frontier frontier = head.frontier();
    frontier.add(TreeHash.leaf(entry));
    handle
        .createUpdate("UPDATE audit_head SET frontier = :frontier WHERE id = 1")
        .bind("frontier", frontier.toBytes())
        .execute();
    AuditTree.grown(handle, frontier.size());
  }

  private static AuditHead head(String origin, long size, byte[] frontier) {
    try {
      return new AuditHead(origin, Frontier.of(size, frontier));
    } catch (ProtocolException e) {
      throw new IllegalStateException("the audit log was changed from outside", e);
    }
  }

  private static SortedMap<String, String> digests(AuditEvent event) {
    SortedMap<String, String> digests = new TreeMap<>(event.digests());
    for (Map.Entry<String, byte[]> object : event.objects().entrySet()) {
      digests.put(AuditEntry.OBJECT + object.getKey(), Digests.of(object.getValue()));
    }
    return digests;
  }

  private static AuditEntry parse(byte[] entry) {
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
