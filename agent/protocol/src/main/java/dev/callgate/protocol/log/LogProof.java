package dev.callgate.protocol.log;

import dev.callgate.protocol.ProtocolException;
import dev.callgate.protocol.SignedNote;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Everything that somebody without the log needs to see that an entry is in it: the text of a
 * c2sp.org/tlog-proof, version 1, without extra data.
 *
 * @param index the entry's, from 0
 * @param path of its inclusion proof; the arrays are not copied
 * @param checkpoint the signed note
 */
public record LogProof(long index, List<byte[]> path, String checkpoint) {
  private static final String HEAD = "c2sp.org/tlog-proof@v1\n";
  private static final String INDEX = "index ";
  // No tree has more levels.
  private static final int LONGEST_PATH = 63;

  /** Keeps a copy of the list. */
  public LogProof {
    path = List.copyOf(path);
  }

  /** Its text. */
  public String toText() {
    StringBuilder text = new StringBuilder(HEAD).append(INDEX).append(index).append('\n');
    for (byte[] hash : path) {
      text.append(Base64.getEncoder().encodeToString(hash)).append('\n');
    }
    return text.append('\n').append(checkpoint).toString();
  }

  /**
   * Reads the text, and verifies nothing.
   *
   * @throws ProtocolException when it is none
   */
  public static LogProof parse(String text) throws ProtocolException {
    if (!text.startsWith(HEAD + INDEX)) {
      throw new ProtocolException("not a proof: it does not begin with " + HEAD.strip());
    }
    int start = HEAD.length() + INDEX.length();
    int end = text.indexOf('\n', start);
    if (end < 0) {
      throw new ProtocolException("not a proof: it ends early");
    }
    long index = Checkpoint.number(text.substring(start, end));
    List<byte[]> path = new ArrayList<>();
    for (start = end + 1; ; start = end + 1) {
      end = text.indexOf('\n', start);
      if (end < 0 || path.size() > LONGEST_PATH) {
        throw new ProtocolException("not a proof: no blank line ends its hashes");
      }
      if (end == start) {
        return new LogProof(index, path, text.substring(end + 1));
      }
      byte[] hash = SignedNote.base64(text.substring(start, end));
      if (hash.length != TreeHash.BYTES) {
        throw new ProtocolException("not a proof: a hash has not 32 bytes");
      }
      path.add(hash);
    }
  }

  /** The checkpoint's bytes, to be verified. */
  public byte[] checkpointBytes() {
    return checkpoint.getBytes(StandardCharsets.UTF_8);
  }

  /** Whether the entry with this hash is in the tree of {@code verified}, its checkpoint. */
  public boolean verifies(byte[] leafHash, Checkpoint verified) {
    return new InclusionProof(index, verified.size(), path).verifies(leafHash, verified.root());
  }
}
