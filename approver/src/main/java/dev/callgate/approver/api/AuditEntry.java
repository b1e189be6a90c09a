package dev.callgate.approver.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * One line of the audit log as it is written.
 *
 * @param v the version of this form, 1
 * @param seq its number, from 1 without gaps; its index in the tree is one less
 * @param atMillis the approver's clock, epoch milliseconds
 * @param type {@link AuditType#written()}
 * @param request the request's id, or null
 * @param jvm the JVM it concerns, or null
 * @param actor who did it
 * @param detail one line for people, or null
 * @param digests of the bytes that prove it, by what they are; those whose name begins with {@link
 *     #OBJECT} are of the whole objects that are kept beside the entry
 */
public record AuditEntry(
    int v,
    long seq,
    long atMillis,
    String type,
    @Nullable String request,
    @Nullable String jvm,
    String actor,
    @Nullable String detail,
    SortedMap<String, String> digests) {

  /** The version this code writes. */
  public static final int VERSION = 1;

  /** Begins the name of an object's digest. */
  public static final String OBJECT = "object:";

  /** What the objects are, in the order in which they are kept. */
  public List<String> objectNames() {
    List<String> names = new ArrayList<>();
    for (Map.Entry<String, String> digest : digests.entrySet()) {
      if (digest.getKey().startsWith(OBJECT)) {
        names.add(digest.getKey().substring(OBJECT.length()));
      }
    }
    return names;
  }
}
