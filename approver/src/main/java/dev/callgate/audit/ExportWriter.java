package dev.callgate.audit;

import dev.callgate.protocol.log.Checkpoint;
import dev.callgate.protocol.log.Frontier;
import dev.callgate.protocol.log.Tiles;
import dev.callgate.protocol.log.TreeHash;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;

/**
 * Writes a log into a folder. The checkpoint comes last: a folder without one is an export that was
 * cut off.
 */
public final class ExportWriter {
  private static final int LONGEST_ENTRY = 0xffff;

  private final LogFolder folder;
  private final TileStack tiles;
  private final Frontier frontier = new Frontier();
  private final ByteArrayOutputStream entries = new ByteArrayOutputStream();
  private final ByteArrayOutputStream objects = new ByteArrayOutputStream();

  /** Into this folder, which is there and empty. */
  public ExportWriter(Path folder) {
    this.folder = new LogFolder(folder);
    this.tiles =
        new TileStack(
            (level, number, hashes) ->
                write(this.folder.tile(level, number, hashes.length / TreeHash.BYTES), hashes));
  }

  /**
   * Adds the next entry.
   *
   * @param entry its exact bytes, at most 65535
   * @param beside its objects, in the order of their names
   */
  public void add(byte[] entry, List<byte[]> beside) throws IOException {
    if (entry.length > LONGEST_ENTRY) {
      throw new IOException("entry " + frontier.size() + " is longer than 65535 bytes");
    }
    DataOutputStream out = new DataOutputStream(entries);
    out.writeShort(entry.length);
    out.write(entry);
    out = new DataOutputStream(objects);
    for (byte[] object : beside) {
      out.writeInt(object.length);
      out.write(object);
    }
    byte[] hash = TreeHash.leaf(entry);
    frontier.add(hash);
    tiles.add(hash);
    if (frontier.size() % Tiles.WIDTH == 0) {
      flush(Tiles.WIDTH);
    }
  }

  /** How many entries there are so far. */
  public long size() {
    return frontier.size();
  }

  /**
   * Writes what is left, and the checkpoint.
   *
   * @param note the signed note, as the approver has written it
   * @param checkpoint what it says
   * @throws IOException when a file cannot be written, or when the checkpoint is not of the entries
   *     that were added
   */
  public void finish(byte[] note, Checkpoint checkpoint) throws IOException {
    Checkpoint written = new Checkpoint(checkpoint.origin(), frontier.size(), frontier.root());
    if (!checkpoint.equalTo(written)) {
      throw new IOException("the approver's checkpoint is not of the entries that it gave");
    }
    int rest = (int) (frontier.size() % Tiles.WIDTH);
    if (rest > 0) {
      flush(rest);
    }
    tiles.finish();
    write(folder.checkpoint(), note);
  }

  private void flush(int width) throws IOException {
    long number = (frontier.size() - 1) / Tiles.WIDTH;
    write(folder.entries(number, width), entries.toByteArray());
    write(folder.objects(number, width), objects.toByteArray());
    entries.reset();
    objects.reset();
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.write(file, bytes, StandardOpenOption.CREATE_NEW);
  }
}
