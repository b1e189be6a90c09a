package dev.callgate.testapps.hostile;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;

/**
 * On Linux a process's memory is a file, and plain Java writes files. Each needs a JVM of its own:
 * nothing is put back.
 */
final class MemoryRoutes {
  private static final String MEMORY = "/proc/self/mem";

  private MemoryRoutes() {}

  static List<Route> list() {
    return new Routes("memory")
        .route(
            "by-random-access-file",
            Sabotage.then(marker -> overwrite(new RandomAccessFile(MEMORY, "rw").getChannel())))
        .route(
            "by-output-stream",
            Sabotage.then(marker -> overwrite(new FileOutputStream(MEMORY).getChannel())))
        .route("by-channel", Sabotage.then(marker -> overwrite(channel(Path.of(MEMORY)))))
        .route(
            "by-another-name",
            Sabotage.then(marker -> overwrite(channel(Path.of("/proc/thread-self/mem")))))
        .route("by-link", Sabotage.then(marker -> overwrite(throughLink())))
        .route("by-open-descriptor", Sabotage.then(marker -> overwrite(throughDescriptor())))
        .route("by-folder", Sabotage.then(marker -> overwrite(throughFolder(Path.of(MEMORY)))))
        .route("by-link-in-a-folder", Sabotage.then(marker -> overwrite(throughFolder(link()))))
        .list();
  }

  private static SeekableByteChannel channel(Path file) throws Exception {
    return FileChannel.open(file, StandardOpenOption.WRITE);
  }

  private static Path link() throws Exception {
    return Files.createSymbolicLink(
        Files.createTempDirectory("link").resolve("notes.txt"), Path.of(MEMORY));
  }

  private static SeekableByteChannel throughLink() throws Exception {
    return channel(link());
  }

  /** What is open for reading already, by the name that it has among the open files. */
  private static SeekableByteChannel throughDescriptor() throws Exception {
    try (FileInputStream reading = new FileInputStream(MEMORY);
        DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path descriptor : open) {
        if (Files.isSymbolicLink(descriptor)
            && Files.readSymbolicLink(descriptor).toString().endsWith("/mem")) {
          return channel(descriptor);
        }
      }
    }
    throw new IllegalStateException("not open");
  }

  private static SeekableByteChannel throughFolder(Path file) throws Exception {
    try (DirectoryStream<Path> folder = Files.newDirectoryStream(file.getParent())) {
      return ((SecureDirectoryStream<Path>) folder)
          .newByteChannel(file.getFileName(), Set.of(StandardOpenOption.WRITE));
    }
  }

  private static void overwrite(SeekableByteChannel memory) throws Exception {
    try (memory;
        FileChannel reading = new FileInputStream(MEMORY).getChannel()) {
      new Heap(reading, memory).open(Checks.field());
    }
  }
}
