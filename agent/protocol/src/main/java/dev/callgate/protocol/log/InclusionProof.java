package dev.callgate.protocol.log;

import java.util.Arrays;
import java.util.List;

/**
 * The hashes beside the way from one entry up to the root (RFC 6962 section 2.1.1).
 *
 * @param index of the entry, from 0
 * @param size of the tree
 * @param path from the entry's sibling upwards; the arrays are not copied
 */
public record InclusionProof(long index, long size, List<byte[]> path) {
  /** Keeps a copy of the list. */
  public InclusionProof {
    path = List.copyOf(path);
  }

  /** Whether an entry with this hash is there in the tree with this root. RFC 9162, 2.1.3.2. */
  public boolean verifies(byte[] leafHash, byte[] root) {
    if (index < 0 || index >= size) {
      return false;
    }
    long node = index;
    long last = size - 1;
    byte[] hash = leafHash;
    for (byte[] beside : path) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        hash = TreeHash.node(beside, hash);
        // Nothing is beside the last node of a level with an odd number: it moves up by itself.
        while ((node & 1) == 0 && node != 0) {
          node >>>= 1;
          last >>>= 1;
        }
      } else {
        hash = TreeHash.node(hash, beside);
      }
      node >>>= 1;
      last >>>= 1;
    }
    return last == 0 && Arrays.equals(hash, root);
  }
}
