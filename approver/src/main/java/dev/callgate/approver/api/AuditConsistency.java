package dev.callgate.approver.api;

import java.util.List;

/**
 * Shows that the audit log begins with what it was before.
 *
 * @param from how many entries it had
 * @param hashes the consistency proof of RFC 6962, each hash in base64
 * @param checkpoint the signed note of what it is now
 */
public record AuditConsistency(long from, List<byte[]> hashes, String checkpoint) {}
