package dev.callgate.testapps.libraries;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Files, as a tool of an assistant would handle them. */
final class FileTool {
  private FileTool() {}

  /** Deletes them all. */
  static String tidy(List<String> files) throws IOException {
    for (String file : files) {
      Files.delete(Path.of(file));
    }
    return files.size() + " files";
  }

  static String delete(Path file) throws IOException {
    Files.delete(file);
    return "one file";
  }

  static String exit(int status) {
    System.exit(status);
    return "nothing";
  }
}
