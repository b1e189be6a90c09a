package dev.callgate.scan;

import dev.callgate.scan.read.UnreadableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Uncovered methods that somebody has looked at, one a line, so that new ones stand out. */
public final class Baseline {
  private static final String HEAD = "# callgate policy scan: uncovered methods that are known";

  private final Set<String> known;

  private Baseline(Set<String> known) {
    this.known = known;
  }

  /**
   * Reads one.
   *
   * @throws UnreadableException when it cannot be, or is something else
   */
  public static Baseline read(Path file) throws UnreadableException {
    try {
      List<String> lines = Files.readAllLines(file);
      if (lines.isEmpty() || !lines.get(0).equals(HEAD)) {
        throw new UnreadableException(
            "not a baseline: " + file + "; write one with --write-baseline");
      }
      return new Baseline(new HashSet<>(lines));
    } catch (IOException e) {
      throw new UnreadableException("the baseline cannot be read: " + file);
    }
  }

  /** Writes one that knows all of these. */
  public static void write(Path file, List<UncoveredMethod> methods) throws UnreadableException {
    StringBuilder text = new StringBuilder(HEAD).append('\n');
    methods.stream()
        .map(UncoveredMethod::id)
        .distinct()
        .sorted()
        .forEach(id -> text.append(id).append('\n'));
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UnreadableException("the baseline cannot be written: " + file);
    }
  }

  /** Those that are not known. */
  public List<UncoveredMethod> unknown(List<UncoveredMethod> methods) {
    return methods.stream().filter(method -> !known.contains(method.id())).toList();
  }
}
