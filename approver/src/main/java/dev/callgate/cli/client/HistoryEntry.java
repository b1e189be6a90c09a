package dev.callgate.cli.client;

import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to a request, as the approver's audit record has it.
 *
 * @param seq its position in the audit record
 * @param atMillis the approver's clock, epoch milliseconds
 * @param type what happened
 * @param actor who did it, or null
 * @param detail more about it, or null
 */
public record HistoryEntry(
    long seq, long atMillis, String type, @Nullable String actor, @Nullable String detail) {}
