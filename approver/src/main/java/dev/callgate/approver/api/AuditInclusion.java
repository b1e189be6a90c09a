package dev.callgate.approver.api;

/**
 * Shows that an entry is in the audit log.
 *
 * @param index the entry's, from 0
 * @param proof a c2sp.org/tlog-proof, with the log's checkpoint in it
 */
public record AuditInclusion(long index, String proof) {}
