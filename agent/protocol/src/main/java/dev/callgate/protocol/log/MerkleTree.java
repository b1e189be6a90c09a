package dev.callgate.protocol.log;

import java.util.ArrayList;
import java.util.List;

/**
 * The tree over the first so many entries: its root, and proofs about it, as RFC 6962 sections 2.1
 * to 2.1.2 define them.
 *
 * <p>Every tree is split at the largest power of two that is smaller than its size. So everything
 * on the left is complete and never changes, and only the right edge has to be put together.
 */
public final class MerkleTree {
  private final Subtrees subtrees;
  private final long size;

  /** Of the first {@code size} entries. */
  public MerkleTree(Subtrees subtrees, long size) {
    this.subtrees = subtrees;
    this.size = size;
  }

  /** Its root. */
  public byte[] root() {
    return size == 0 ? TreeHash.empty() : root(0, size);
  }

  /**
   * Shows that an entry is in it.
   *
   * @param index from 0, below the size
   */
  public InclusionProof inclusion(long index) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException("entry " + index + " of " + size);
    }
    List<byte[]> path = new ArrayList<>();
    inclusion(index, 0, size, path);
    return new InclusionProof(index, size, path);
  }

  /**
   * Shows that it begins with the tree over the first {@code from} entries.
   *
   * @param from from 0 to the size
   */
  public ConsistencyProof consistency(long from) {
    if (from < 0 || from > size) {
      throw new IndexOutOfBoundsException(from + " entries of " + size);
    }
    List<byte[]> path = new ArrayList<>();
    if (from > 0) {
      consistency(from, 0, size, true, path);
    }
    return new ConsistencyProof(from, size, path);
  }

  private void inclusion(long index, long start, long end, List<byte[]> path) {
    if (end - start == 1) {
      return;
    }
    long middle = start + split(end - start);
    if (index < middle) {
      inclusion(index, start, middle, path);
      path.add(root(middle, end));
    } else {
      inclusion(index, middle, end, path);
      path.add(root(start, middle));
    }
  }

  /**
   * @param known whether the root of these entries is the one that the reader has already
   */
  private void consistency(long from, long start, long end, boolean known, List<byte[]> path) {
    if (from == end) {
      if (!known) {
        path.add(root(start, end));
      }
      return;
    }
    long middle = start + split(end - start);
    if (from <= middle) {
      consistency(from, start, middle, known, path);
      path.add(root(middle, end));
    } else {
      consistency(from, middle, end, false, path);
      path.add(root(start, middle));
    }
  }

  private byte[] root(long start, long end) {
    long length = end - start;
    if (Long.bitCount(length) == 1) {
      int level = Long.numberOfTrailingZeros(length);
      return subtrees.root(level, start >>> level);
    }
    long middle = start + split(length);
    return TreeHash.node(root(start, middle), root(middle, end));
  }

  /** The largest power of two below {@code length}, which is above 1. */
  private static long split(long length) {
    return Long.highestOneBit(length - 1);
  }
}
