package dev.callgate.agent.start;

import java.io.File;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Keeps the memory of processes shut, which Linux shows as files: whoever writes there, in plain
 * Java, takes every gate out. Looks at what was opened and not at the name it was opened by, which
 * may be a link that somebody turns in between. Thread-safe.
 */
final class MemoryFiles {
  private static final String OPEN_FILES = "/proc/self/fd/";
  private static final String NAME = "/mem";

  private final Consumer<String> log;
  private final AtomicLong refused = new AtomicLong();

  MemoryFiles(Consumer<String> log) {
    this.log = log;
  }

  /**
   * @throws SecurityException when it is the memory of this process or another one
   * @throws IOException when nobody can tell, which is a no
   */
  void openedForWriting(int descriptor) throws IOException {
    String file = new File(OPEN_FILES + descriptor).getCanonicalPath();
    if (!isMemory(file)) {
      return;
    }
    // Said ever more rarely: whoever tries can do so often.
    if (Long.bitCount(refused.incrementAndGet()) == 1) {
      log.accept(
          "callgate: CG-217 a process's memory was opened for writing and closed again: " + file);
    }
    throw new SecurityException(
        "callgate: "
            + file
            + " was NOT opened for writing: it is the memory of a process, where no gate would be"
            + " left");
  }

  /** {@code /proc/1/mem} and {@code /proc/1/task/2/mem}, wherever that file system is mounted. */
  static boolean isMemory(String file) {
    if (!file.endsWith(NAME)) {
      return false;
    }
    int end = file.length() - NAME.length();
    int start = file.lastIndexOf('/', end - 1) + 1;
    for (int i = start; i < end; i++) {
      if (file.charAt(i) < '0' || file.charAt(i) > '9') {
        return false;
      }
    }
    return start < end && new File(file.substring(0, end), "maps").exists();
  }
}
