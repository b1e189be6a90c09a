package dev.callgate.approver.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** Files that only their owner reads. */
final class PrivateFiles {
  private PrivateFiles() {}

  /** Writes a new file that is private before it has content. */
  static void write(Path file, String content) throws IOException {
    Files.createFile(file);
    makePrivate(file);
    Files.writeString(file, content + "\n");
  }

  static void makePrivate(Path file) throws IOException {
    if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
  }

  /** Deletes a folder of plain files. */
  static void deleteFolder(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> listed = Files.list(folder)) {
      files = listed.toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
    Files.delete(folder);
  }
}
