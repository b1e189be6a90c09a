package dev.callgate.approver.store;

import dev.callgate.protocol.log.Checkpoint;
import dev.callgate.protocol.log.Frontier;

/**
 * How far the audit log has come.
 *
 * @param origin which log it is, for ever: {@code callgate/ID/audit}
 * @param frontier the tree's right edge, with its size
 */
public record AuditHead(String origin, Frontier frontier) {
  /** The same, to be signed. */
  public Checkpoint checkpoint() {
    return new Checkpoint(origin, frontier.size(), frontier.root());
  }
}
