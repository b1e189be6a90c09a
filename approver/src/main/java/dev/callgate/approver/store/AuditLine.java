package dev.callgate.approver.store;

import java.util.List;

/**
 * An entry as it is kept, with what proves it. The arrays are not copied: treat them as read-only.
 *
 * @param entry the exact bytes that the tree has hashed
 * @param objects in the order of their names
 */
// Compared by nobody: the bytes are only carried.
@SuppressWarnings("ArrayRecordComponent")
public record AuditLine(byte[] entry, List<byte[]> objects) {}
