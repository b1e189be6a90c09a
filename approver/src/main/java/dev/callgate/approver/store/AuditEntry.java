package dev.callgate.approver.store;

import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * One line of the audit log as it is written.
 *
 * @param v the version of this form, 1
 * @param seq its number, from 1 without gaps
 * @param atMillis the approver's clock, epoch milliseconds
 * @param type {@link AuditType#written()}
 * @param request the request's id, or null
 * @param jvm the JVM it concerns
 * @param actor who did it
 * @param detail one line for people, or null
 * @param digests of the bytes that prove it, by what they are
 */
public record AuditEntry(
    int v,
    long seq,
    long atMillis,
    String type,
    @Nullable String request,
    String jvm,
    String actor,
    @Nullable String detail,
    SortedMap<String, String> digests) {

  /** The version this code writes. */
  public static final int VERSION = 1;
}
