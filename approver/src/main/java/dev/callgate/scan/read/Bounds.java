package dev.callgate.scan.read;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** How much is read of what nobody vouches for. */
final class Bounds {
  /** Entries of one archive; large programs have some ten thousand. */
  static final int ENTRIES = 500_000;

  /** Archives in archives in archives. */
  static final int DEPTH = 3;

  private static final int CLASS_FILE = 16 * 1024 * 1024;
  private static final long ARCHIVE = 1024L * 1024 * 1024;

  private Bounds() {}

  /** The whole stream; null when no class file is that large. */
  static byte @Nullable [] classFile(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(CLASS_FILE + 1);
    return bytes.length > CLASS_FILE ? null : bytes;
  }

  /** Copies an archive; false when it is larger than one may be. */
  static boolean copyArchive(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[64 * 1024];
    long copied = 0;
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      copied += read;
      if (copied > ARCHIVE) {
        return false;
      }
      out.write(buffer, 0, read);
    }
    return true;
  }
}
