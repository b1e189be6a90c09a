package dev.callgate.approver.store;

import dev.callgate.protocol.log.Frontier;
import dev.callgate.protocol.log.Subtrees;
import dev.callgate.protocol.log.Tiles;
import dev.callgate.protocol.log.TreeHash;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The inner nodes of the audit log's tree. Kept are full tiles of leaf hashes and, a tile level up,
 * the roots of full tiles as far as there are any: so a proof reads a few rows, and an append
 * writes one more only every 256 entries. The leaves at the right edge are hashed when needed.
 */
final class AuditTree implements Subtrees {
  private final Handle handle;
  // A proof asks for several nodes of a tile.
  private final Map<String, byte[]> tiles = new HashMap<>();

  AuditTree(Handle handle) {
    this.handle = handle;
  }

  /** Called when the tree has grown to {@code size}: keeps the tiles that are full now. */
  static void grown(Handle handle, long size) {
    if (size % Tiles.WIDTH != 0) {
      return;
    }
    long number = size / Tiles.WIDTH - 1;
    byte[] leaves = leaves(handle, number);
    put(handle, 0, number, leaves);
    byte[] root = root(leaves, 0, Tiles.WIDTH);
    for (int level = 1; ; level++) {
      long upper = number / Tiles.WIDTH;
      byte[] before = tile(handle, level, upper).orElse(new byte[0]);
      byte[] after = Arrays.copyOf(before, before.length + TreeHash.BYTES);
      System.arraycopy(root, 0, after, before.length, TreeHash.BYTES);
      put(handle, level, upper, after);
      if (after.length < Tiles.WIDTH * TreeHash.BYTES) {
        return;
      }
      root = root(after, 0, Tiles.WIDTH);
      number = upper;
    }
  }

  @Override
  public byte[] root(int level, long index) {
    int tileLevel = level / Tiles.HEIGHT;
    int width = 1 << level % Tiles.HEIGHT;
    long first = index * width;
    byte[] hashes =
        tiles.computeIfAbsent(
            tileLevel + "/" + first / Tiles.WIDTH, key -> hashes(tileLevel, first / Tiles.WIDTH));
    return root(hashes, (int) (first % Tiles.WIDTH), width);
  }

  private byte[] hashes(int level, long number) {
    Optional<byte[]> kept = tile(handle, level, number);
    if (kept.isEmpty() && level > 0) {
      throw new IllegalStateException("the audit log was changed from outside");
    }
    return kept.orElseGet(() -> leaves(handle, number));
  }

  private static byte[] leaves(Handle handle, long number) {
    List<byte[]> entries = AuditTable.entries(handle, number * Tiles.WIDTH, Tiles.WIDTH);
    byte[] hashes = new byte[entries.size() * TreeHash.BYTES];
    for (int i = 0; i < entries.size(); i++) {
      byte[] hash = TreeHash.leaf(entries.get(i));
      System.arraycopy(hash, 0, hashes, i * TreeHash.BYTES, TreeHash.BYTES);
    }
    return hashes;
  }

  private static byte[] root(byte[] hashes, int from, int width) {
    Frontier frontier = new Frontier();
    for (int i = from; i < from + width; i++) {
      frontier.add(Arrays.copyOfRange(hashes, i * TreeHash.BYTES, (i + 1) * TreeHash.BYTES));
    }
    return frontier.root();
  }

  private static Optional<byte[]> tile(Handle handle, int level, long number) {
    return handle
        .createQuery("SELECT hashes FROM audit_tile WHERE level = :level AND number = :number")
        .bind("level", level)
        .bind("number", number)
        .map((row, context) -> row.getBytes("hashes"))
        .findOne();
  }

  private static void put(Handle handle, int level, long number, byte[] hashes) {
    handle
        .createUpdate(
            """
            INSERT INTO audit_tile (level, number, hashes) VALUES (:level, :number, :hashes)
            ON CONFLICT (level, number) DO UPDATE SET hashes = :hashes
            """)
        .bind("level", level)
        .bind("number", number)
        .bind("hashes", hashes)
        .execute();
  }
}
