package dev.callgate.audit;

import dev.callgate.protocol.log.Tiles;
import java.nio.file.Path;
import java.util.TreeSet;

/**
 * Where each part of an exported log lies.
 *
 * @param root the folder
 */
record LogFolder(Path root) {
  private static final int LEVELS = 8;

  Path checkpoint() {
    return root.resolve("checkpoint");
  }

  /** Entries, each behind its length in two bytes. */
  Path entries(long number, int width) {
    return root.resolve("tile/entries/" + Tiles.path(number, width));
  }

  /** The objects of those entries, in their order, each behind its length in four bytes. */
  Path objects(long number, int width) {
    return root.resolve("objects/" + Tiles.path(number, width));
  }

  Path tile(int level, long number, int width) {
    return root.resolve("tile/" + level + "/" + Tiles.path(number, width));
  }

  /** Every file that the export of a log of this size has, and no other. */
  TreeSet<Path> files(long size) {
    TreeSet<Path> files = new TreeSet<>();
    files.add(checkpoint());
    for (int level = 0; level < LEVELS; level++) {
      long hashes = Tiles.hashes(level, size);
      for (long number = 0; number * Tiles.WIDTH < hashes; number++) {
        int width = Tiles.width(number, hashes);
        files.add(tile(level, number, width));
        if (level == 0) {
          files.add(entries(number, width));
          files.add(objects(number, width));
        }
      }
    }
    return files;
  }
}
