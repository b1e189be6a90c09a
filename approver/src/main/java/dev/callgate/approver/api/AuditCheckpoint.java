package dev.callgate.approver.api;

/**
 * How far the audit log has come.
 *
 * @param size how many entries it has
 * @param checkpoint the signed note that says so (c2sp.org/tlog-checkpoint)
 */
public record AuditCheckpoint(long size, String checkpoint) {}
