package dev.callgate.approver.api;

import java.util.List;

/**
 * Some entries of the audit log, one behind the other.
 *
 * @param from the index of the first, from 0
 * @param size how many entries the log has
 * @param entries fewer than were asked for when they are large; empty when there are none
 */
public record AuditPage(long from, long size, List<Line> entries) {
  /**
   * An entry.
   *
   * @param entry its exact bytes, in base64
   * @param objects the objects whose digests it has, in the order of their names, in base64
   */
  // Compared by nobody: the bytes are only carried.
  @SuppressWarnings("ArrayRecordComponent")
  public record Line(byte[] entry, List<byte[]> objects) {}
}
