package dev.callgate.protocol.log;

import dev.callgate.protocol.Digests;

/** The hashes of RFC 6962 section 2.1: SHA-256 with one byte that keeps leaves and nodes apart. */
public final class TreeHash {
  /** The length of each hash. */
  public static final int BYTES = 32;

  private static final byte[] LEAF = {0};
  private static final byte[] NODE = {1};

  private TreeHash() {}

  /** The hash of one entry. */
  public static byte[] leaf(byte[] entry) {
    return Digests.raw(LEAF, entry);
  }

  /** The hash of a node with these two below it. */
  public static byte[] node(byte[] left, byte[] right) {
    return Digests.raw(NODE, left, right);
  }

  /** The root of the tree without entries. */
  public static byte[] empty() {
    return Digests.raw();
  }
}
