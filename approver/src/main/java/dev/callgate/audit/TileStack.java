package dev.callgate.audit;

import dev.callgate.protocol.log.Frontier;
import dev.callgate.protocol.log.Tiles;
import dev.callgate.protocol.log.TreeHash;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes the tiles of a log from the hashes of its entries, one after the other. */
final class TileStack {
  private final Sink sink;
  private final List<Level> levels = new ArrayList<>();

  /** Takes the tiles: full ones as soon as they are, the others at the end. */
  interface Sink {
    void tile(int level, long number, byte[] hashes) throws IOException;
  }

  private static final class Level {
    private final ByteArrayOutputStream hashes = new ByteArrayOutputStream();
    private long number;
  }

  TileStack(Sink sink) {
    this.sink = sink;
  }

  void add(byte[] leafHash) throws IOException {
    byte[] hash = leafHash;
    for (int i = 0; ; i++) {
      if (i == levels.size()) {
        levels.add(new Level());
      }
      Level level = levels.get(i);
      level.hashes.writeBytes(hash);
      if (level.hashes.size() < Tiles.WIDTH * TreeHash.BYTES) {
        return;
      }
      byte[] full = level.hashes.toByteArray();
      sink.tile(i, level.number++, full);
      level.hashes.reset();
      hash = root(full);
    }
  }

  void finish() throws IOException {
    for (int i = 0; i < levels.size(); i++) {
      Level level = levels.get(i);
      if (level.hashes.size() > 0) {
        sink.tile(i, level.number, level.hashes.toByteArray());
      }
    }
  }

  private static byte[] root(byte[] hashes) {
    Frontier frontier = new Frontier();
    for (int at = 0; at < hashes.length; at += TreeHash.BYTES) {
      frontier.add(Arrays.copyOfRange(hashes, at, at + TreeHash.BYTES));
    }
    return frontier.root();
  }
}
