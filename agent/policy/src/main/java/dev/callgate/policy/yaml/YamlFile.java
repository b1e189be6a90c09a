package dev.callgate.policy.yaml;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * One file, read once.
 *
 * @param bytes exactly what the file holds; empty when it could not be read
 * @param root its top level; null when that is no mapping or the file could not be read, which was
 *     then reported
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once to the digest, never compared
public record YamlFile(byte[] bytes, @Nullable YamlMapping root) {
  /** Nobody writes a policy of a megabyte; whoever has one, has mistaken the file. */
  private static final int LONGEST = 1024 * 1024;

  /** Reads a file; every mistake goes to the sink, and after one the result must not be used. */
  public static YamlFile read(File file, ProblemSink problems) {
    Place start = new Place(file.getPath(), 1, 1);
    byte[] bytes;
    try (InputStream in = new FileInputStream(file)) {
      bytes = in.readNBytes(LONGEST + 1);
    } catch (IOException e) {
      problems.report(
          start, "FILE001", unreadable(file), "name an existing file that this user may read");
      return new YamlFile(new byte[0], null);
    }
    if (bytes.length > LONGEST) {
      problems.report(
          start, "YAML005", "the file is larger than 1 MB", "split it into several files");
      return new YamlFile(bytes, null);
    }
    return of(file.getPath(), bytes, problems);
  }

  /** The same from bytes somebody else has read. */
  public static YamlFile of(String file, byte[] bytes, ProblemSink problems) {
    String text = YamlCharacters.decode(file, bytes, problems);
    return new YamlFile(
        bytes, text == null ? null : new YamlComposer(file, text, problems).compose());
  }

  private static String unreadable(File file) {
    if (file.isDirectory()) {
      return "this is a directory, not a file";
    }
    return file.exists() ? "the file cannot be read" : "there is no such file";
  }
}
