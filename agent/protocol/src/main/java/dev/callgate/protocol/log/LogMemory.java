package dev.callgate.protocol.log;

import dev.callgate.protocol.ProtocolException;
import dev.callgate.protocol.VerificationKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The newest checkpoint of one log that somebody has seen. Whoever keeps one notices when the log
 * is rewritten, cut, or replaced by another. Not thread-safe.
 */
public final class LogMemory {
  private @Nullable Checkpoint newest;

  /** How many entries the log had when it was last seen; 0 when it never was. */
  public long size() {
    return newest == null ? 0 : newest.size();
  }

  /**
   * Takes an entry as logged, and its checkpoint as the newest.
   *
   * @param keys one of them has to have signed the checkpoint
   * @throws ProtocolException when the entry is not shown to be there, or when the log contradicts
   *     what it was; nothing is remembered then
   */
  public void accept(LoggedEntry logged, List<VerificationKey> keys) throws ProtocolException {
    if (logged.entry() == null || logged.proof() == null || logged.consistency() == null) {
      throw new ProtocolException("the log's proof has a hole");
    }
    LogProof proof = LogProof.parse(logged.proof());
    Checkpoint now = checkpoint(proof, keys);
    if (!proof.verifies(TreeHash.leaf(logged.entry()), now)) {
      throw new ProtocolException("the entry is not where the log's proof says");
    }
    Checkpoint before = newest;
    if (before != null) {
      follows(before, now, logged.consistency());
    }
    newest = now;
  }

  private static Checkpoint checkpoint(LogProof proof, List<VerificationKey> keys)
      throws ProtocolException {
    ProtocolException why = new ProtocolException("nobody is trusted with the log");
    for (VerificationKey key : keys) {
      try {
        return Checkpoint.verify(proof.checkpointBytes(), key);
      } catch (ProtocolException e) {
        why = e;
      }
    }
    throw why;
  }

  private static void follows(Checkpoint before, Checkpoint now, List<byte[]> hashes)
      throws ProtocolException {
    if (!before.origin().equals(now.origin())) {
      throw new ProtocolException(
          "it is another log: " + now.origin() + ", before it was " + before.origin());
    }
    if (now.size() < before.size()) {
      throw new ProtocolException(
          "it had " + before.size() + " entries and has " + now.size() + " now");
    }
    for (byte[] hash : hashes) {
      if (hash == null) {
        throw new ProtocolException("the log's proof has a hole");
      }
    }
    ConsistencyProof proof = new ConsistencyProof(before.size(), now.size(), hashes);
    if (!proof.verifies(before.root(), now.root())) {
      throw new ProtocolException(
          "its first " + before.size() + " entries are not those that it had before");
    }
  }
}
