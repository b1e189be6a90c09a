package dev.callgate.approver.api;

import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to a request.
 *
 * @param seq the number of its audit entry
 * @param atMillis the approver's clock, epoch milliseconds
 * @param type such as {@code request.approved}
 * @param actor who did it: {@code reviewer:NAME}, {@code jvm:ID} or {@code approver}
 * @param detail one line about it, or null
 */
public record HistoryLine(
    long seq, long atMillis, String type, String actor, @Nullable String detail) {}
