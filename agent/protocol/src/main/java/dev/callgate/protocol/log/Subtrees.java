package dev.callgate.protocol.log;

/** Knows the roots of a tree's complete subtrees. */
public interface Subtrees {
  /**
   * The root of the subtree over the 2<sup>level</sup> entries from {@code index} ·
   * 2<sup>level</sup> on. All of them are in the tree.
   */
  byte[] root(int level, long index);
}
