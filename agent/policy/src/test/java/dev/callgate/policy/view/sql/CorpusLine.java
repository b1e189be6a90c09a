package dev.callgate.policy.view.sql;

import dev.callgate.policy.condition.Truth;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** One statement of the corpus, and what is to be seen in it. */
record CorpusLine(
    Set<String> databases,
    Set<String> certain,
    Set<String> possible,
    Truth missingWhere,
    String statement) {
  static List<CorpusLine> all() {
    List<CorpusLine> lines = new ArrayList<>();
    try (InputStream in = CorpusLine.class.getResourceAsStream("/sql/corpus.txt")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.split("\n", -1)) {
        if (!line.isBlank() && !line.startsWith("#")) {
          lines.add(of(line));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lines;
  }

  private static CorpusLine of(String line) {
    String[] parts = line.split(" \\| ", 4);
    Set<String> certain = new TreeSet<>();
    Set<String> possible = new TreeSet<>();
    for (String verb : parts[1].split(",", -1)) {
      if (verb.startsWith("?")) {
        possible.add(verb.substring(1));
      } else {
        certain.add(verb);
      }
    }
    Truth missing =
        switch (parts[2]) {
          case "yes" -> Truth.TRUE;
          case "no" -> Truth.FALSE;
          case "?" -> Truth.UNDECIDED;
          default -> throw new IllegalArgumentException(line);
        };
    String statement = parts[3].replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t");
    return new CorpusLine(Set.of(parts[0].split(" ")), certain, possible, missing, statement);
  }

  @Override
  public String toString() {
    return statement;
  }
}
