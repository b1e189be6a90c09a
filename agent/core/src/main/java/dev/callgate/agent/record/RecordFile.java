package dev.callgate.agent.record;

import dev.callgate.protocol.Ids;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;

/** Makes a file that only its owner may read: arguments of calls stand in it. */
final class RecordFile {
  private RecordFile() {}

  /**
   * Opens the file to add to it, and makes it where it is not there.
   *
   * @throws IOException also when its rights cannot be narrowed
   */
  static FileOutputStream append(File file) throws IOException {
    if (!file.exists()) {
      make(file);
    }
    narrow(file);
    return new FileOutputStream(file, /* append= */ true);
  }

  // In a directory that nobody else may enter: there is no moment in which another user could open
  // it.
  private static void make(File file) throws IOException {
    File directory = new File(file.getPath() + "." + Ids.random());
    File made = new File(directory, "calls");
    if (!directory.mkdir()) {
      throw new IOException("nothing can be made beside it");
    }
    try {
      boolean own = directory.setExecutable(false, false) && directory.setExecutable(true, true);
      if (!own || !made.createNewFile()) {
        throw new IOException("it cannot be made for its owner only");
      }
      narrow(made);
      if (!made.renameTo(file)) {
        throw new IOException("it cannot be renamed");
      }
    } finally {
      made.delete();
      directory.delete();
    }
  }

  private static void narrow(File file) throws IOException {
    boolean own =
        file.setReadable(false, false)
            && file.setReadable(true, true)
            && file.setWritable(false, false)
            && file.setWritable(true, true);
    if (!own) {
      throw new IOException("it cannot be kept from others");
    }
  }
}
