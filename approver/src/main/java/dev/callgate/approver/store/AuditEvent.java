package dev.callgate.approver.store;

import dev.callgate.approver.api.AuditType;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A state change that is about to be recorded.
 *
 * @param atMillis the approver's clock, epoch milliseconds
 * @param type what happened
 * @param request the request it happened to, or null
 * @param jvm the JVM it concerns, or null
 * @param actor who did it, kind and name: {@code reviewer:alice}, {@code jvm:…}, {@code approver}
 * @param detail one line for people: a reason, the method; never an argument's value
 * @param digests of the bytes that prove it, by what they are
 * @param objects the bytes themselves, by what they are: signed envelopes, a review as it was sent.
 *     They are kept beside the entry, which holds their digests; never null, may be empty
 */
public record AuditEvent(
    long atMillis,
    AuditType type,
    @Nullable String request,
    @Nullable String jvm,
    String actor,
    @Nullable String detail,
    SortedMap<String, String> digests,
    SortedMap<String, byte[]> objects) {

  /** An event that nothing else proves. */
  public AuditEvent(
      long atMillis,
      AuditType type,
      @Nullable String request,
      @Nullable String jvm,
      String actor,
      @Nullable String detail,
      SortedMap<String, String> digests) {
    this(atMillis, type, request, jvm, actor, detail, digests, new TreeMap<>());
  }

  /** The same, with an object that proves it. */
  public AuditEvent with(String name, byte[] object) {
    SortedMap<String, byte[]> all = new TreeMap<>(objects);
    all.put(name, object);
    return new AuditEvent(atMillis, type, request, jvm, actor, detail, digests, all);
  }
}
