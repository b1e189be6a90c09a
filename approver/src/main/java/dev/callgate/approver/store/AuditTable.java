package dev.callgate.approver.store;

import dev.callgate.approver.api.AuditEntry;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** The rows under the audit log: entries, and the objects beside them. */
final class AuditTable {
  private AuditTable() {}

  static void insert(Handle handle, AuditEntry entry, byte[] bytes) {
    handle
        .createUpdate(
            """
            INSERT INTO audit_entry (seq, at_millis, type, request_id, actor, entry)
            VALUES (:seq, :at, :type, :request, :actor, :entry)
            """)
        .bind("seq", entry.seq())
        .bind("at", entry.atMillis())
        .bind("type", entry.type())
        .bind("request", entry.request())
        .bind("actor", entry.actor())
        .bind("entry", bytes)
        .execute();
  }

  static void insertObject(Handle handle, long seq, String name, byte[] content) {
    handle
        .createUpdate(
            "INSERT INTO audit_object (seq, name, content) VALUES (:seq, :name, :content)")
        .bind("seq", seq)
        .bind("name", name)
        .bind("content", content)
        .execute();
  }

  static byte[] entry(Handle handle, long seq) {
    return handle
        .createQuery("SELECT entry FROM audit_entry WHERE seq = :seq")
        .bind("seq", seq)
        .map((row, context) -> row.getBytes("entry"))
        .one();
  }

  /** The exact bytes of the entries after number {@code after}, {@code count} of them. */
  static List<byte[]> entries(Handle handle, long after, int count) {
    return handle
        .createQuery(
            "SELECT entry FROM audit_entry WHERE seq > :after AND seq <= :last ORDER BY seq")
        .bind("after", after)
        .bind("last", after + count)
        .map((row, context) -> row.getBytes("entry"))
        .list();
  }

  static List<byte[]> objects(Handle handle, long seq) {
    // Sorted here, as the entry's own list of them is: a database may sort by a language's rules.
    SortedMap<String, byte[]> objects = new TreeMap<>();
    handle
        .createQuery("SELECT name, content FROM audit_object WHERE seq = :seq")
        .bind("seq", seq)
        .map((row, context) -> Map.entry(row.getString("name"), row.getBytes("content")))
        .forEach(object -> objects.put(object.getKey(), object.getValue()));
    return List.copyOf(objects.values());
  }
}
