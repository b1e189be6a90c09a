package dev.callgate.protocol.log;

import dev.callgate.protocol.ProtocolException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What has to be kept of a tree to add to it: the root of each complete subtree at its right edge,
 * one for each bit that is set in its size. Not thread-safe.
 */
public final class Frontier {
  // The largest first.
  private final List<byte[]> roots = new ArrayList<>();
  private long size;

  /** Of the empty tree. */
  public Frontier() {}

  /**
   * Reads what {@link #toBytes} wrote of a tree of this size.
   *
   * @throws ProtocolException when a tree of this size has another number of them
   */
  public static Frontier of(long size, byte[] bytes) throws ProtocolException {
    if (size < 0 || bytes.length != Long.bitCount(size) * TreeHash.BYTES) {
      throw new ProtocolException("not the right edge of a tree of " + size + " entries");
    }
    Frontier frontier = new Frontier();
    frontier.size = size;
    for (int at = 0; at < bytes.length; at += TreeHash.BYTES) {
      frontier.roots.add(Arrays.copyOfRange(bytes, at, at + TreeHash.BYTES));
    }
    return frontier;
  }

  /** Adds an entry, of which only the hash is needed. */
  public void add(byte[] leafHash) {
    byte[] root = leafHash;
    // As in binary addition: each bit that carries is a subtree that becomes half of a larger one.
    for (long carry = size; (carry & 1) == 1; carry >>>= 1) {
      root = TreeHash.node(roots.remove(roots.size() - 1), root);
    }
    roots.add(root);
    size++;
  }

  /** How many entries there are. */
  public long size() {
    return size;
  }

  /** The root of the whole tree. */
  public byte[] root() {
    if (size == 0) {
      return TreeHash.empty();
    }
    byte[] root = roots.get(roots.size() - 1);
    for (int i = roots.size() - 2; i >= 0; i--) {
      root = TreeHash.node(roots.get(i), root);
    }
    return root.clone();
  }

  /** The largest first, one behind the other. */
  public byte[] toBytes() {
    byte[] bytes = new byte[roots.size() * TreeHash.BYTES];
    for (int i = 0; i < roots.size(); i++) {
      System.arraycopy(roots.get(i), 0, bytes, i * TreeHash.BYTES, TreeHash.BYTES);
    }
    return bytes;
  }
}
