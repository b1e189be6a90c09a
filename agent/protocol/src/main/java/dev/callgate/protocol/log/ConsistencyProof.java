package dev.callgate.protocol.log;

import java.util.Arrays;
import java.util.List;

/**
 * The hashes from which the roots of two trees follow, one of which begins with the other (RFC 6962
 * section 2.1.2).
 *
 * @param from size of the earlier tree
 * @param to size of the later tree
 * @param path the arrays are not copied
 */
public record ConsistencyProof(long from, long to, List<byte[]> path) {
  /** Keeps a copy of the list. */
  public ConsistencyProof {
    path = List.copyOf(path);
  }

  /**
   * Whether the tree with the root {@code later} begins with the one with the root {@code earlier}.
   * RFC 9162, 2.1.4.2; every tree begins with the empty one, and with itself.
   */
  public boolean verifies(byte[] earlier, byte[] later) {
    if (from < 0 || from > to) {
      return false;
    }
    if (from == to || from == 0) {
      return path.isEmpty()
          && Arrays.equals(earlier, from == 0 ? TreeHash.empty() : later)
          && (to > 0 || Arrays.equals(later, TreeHash.empty()));
    }
    long node = from - 1;
    long last = to - 1;
    while ((node & 1) == 1) {
      node >>>= 1;
      last >>>= 1;
    }
    // A complete earlier tree is itself the first node, and nobody repeats it.
    boolean whole = Long.bitCount(from) == 1;
    if (!whole && path.isEmpty()) {
      return false;
    }
    byte[] before = whole ? earlier : path.get(0);
    byte[] after = before;
    for (int i = whole ? 0 : 1; i < path.size(); i++) {
      byte[] beside = path.get(i);
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        before = TreeHash.node(beside, before);
        after = TreeHash.node(beside, after);
        while ((node & 1) == 0 && node != 0) {
          node >>>= 1;
          last >>>= 1;
        }
      } else {
        after = TreeHash.node(after, beside);
      }
      node >>>= 1;
      last >>>= 1;
    }
    return last == 0 && Arrays.equals(before, earlier) && Arrays.equals(after, later);
  }
}
