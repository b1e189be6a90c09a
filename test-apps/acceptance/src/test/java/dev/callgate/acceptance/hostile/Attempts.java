package dev.callgate.acceptance.hostile;

import dev.callgate.acceptance.harness.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one start of the hostile program tried, and what came of it.
 *
 * @param ends how each route ended, in the program's own words
 * @param effects the routes that left their file behind
 * @param err standard error
 */
record Attempts(Map<String, String> ends, Set<String> effects, String err) {
  private static final String NOT_HERE = "not in this Java";
  private static final String LINE = "ROUTE ";

  /** Waits for the program's end. */
  static Attempts of(ChildProcess program, Path directory)
      throws IOException, InterruptedException {
    if (program.awaitExit() != 0) {
      throw program.failure("did not go all its routes");
    }
    Map<String, String> ends = new LinkedHashMap<>();
    for (String line : program.out().lines()) {
      if (line.startsWith(LINE)) {
        String[] words = line.substring(LINE.length()).split(" ", 2);
        ends.put(words[0], words[1]);
      }
    }
    try (Stream<Path> files = Files.list(directory)) {
      Set<String> markers =
          files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
      Set<String> effects = new HashSet<>();
      for (String route : ends.keySet()) {
        if (markers.remove(route.replace('/', '.'))) {
          effects.add(route);
        }
      }
      if (!markers.isEmpty()) {
        throw program.failure("left behind what no route names: " + markers);
      }
      return new Attempts(ends, effects, program.err().text());
    }
  }

  /** The routes that this JVM has. */
  Set<String> possible() {
    return ends.entrySet().stream()
        .filter(end -> !end.getValue().equals(NOT_HERE))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }
}
