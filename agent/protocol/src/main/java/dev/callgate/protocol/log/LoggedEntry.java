package dev.callgate.protocol.log;

import java.util.List;

/**
 * An entry of a log, and what shows that it is there, for somebody who has seen the log before.
 *
 * @param entry its exact bytes
 * @param proof the text of its {@link LogProof}
 * @param consistency the hashes of the {@link ConsistencyProof} from what the reader had seen to
 *     the proof's checkpoint; empty for a reader who had seen nothing
 */
// Compared by nobody: the bytes are only carried.
@SuppressWarnings("ArrayRecordComponent")
public record LoggedEntry(byte[] entry, String proof, List<byte[]> consistency) {}
