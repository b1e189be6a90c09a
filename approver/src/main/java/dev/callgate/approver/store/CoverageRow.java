package dev.callgate.approver.store;

/**
 * The latest report of one JVM.
 *
 * @param jvm whose
 * @param seq its number
 * @param last whether the JVM was ending
 * @param ruleSetDigest the policies in force there
 * @param envelope the exact bytes that the JVM sent
 * @param receivedAt the approver's clock, epoch milliseconds
 */
// Compared by nobody: the bytes are only carried.
@SuppressWarnings("ArrayRecordComponent")
public record CoverageRow(
    String jvm, long seq, boolean last, String ruleSetDigest, byte[] envelope, long receivedAt) {}
