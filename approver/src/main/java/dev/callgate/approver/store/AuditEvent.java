package dev.callgate.approver.store;

import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A state change that is about to be recorded.
 *
 * @param atMillis the approver's clock, epoch milliseconds
 * @param type what happened
 * @param request the request it happened to, or null
 * @param jvm the JVM it concerns
 * @param actor who did it, kind and name: {@code reviewer:alice}, {@code jvm:…}, {@code approver}
 * @param detail one line for people: a reason, the method; never an argument's value
 * @param digests of the bytes that prove it, by what they are
 */
public record AuditEvent(
    long atMillis,
    AuditType type,
    @Nullable String request,
    String jvm,
    String actor,
    @Nullable String detail,
    SortedMap<String, String> digests) {}
