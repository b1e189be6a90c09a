package dev.callgate.config;

import dev.callgate.policy.Problem;
import java.io.File;
import java.util.List;

/** The configuration has mistakes, so there is none. The message is one line. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  ConfigException(File file, List<Problem> problems) {
    super(line(file, problems));
    this.problems = List.copyOf(problems);
  }

  /** Everything found, in the order of the lines; empty when the file holds nothing at all. */
  public List<Problem> problems() {
    return problems;
  }

  /** The first problem, and how many more there are. */
  private static String line(File file, List<Problem> problems) {
    if (problems.isEmpty()) {
      return file + " is empty";
    }
    String first = problems.get(0).toLine();
    return problems.size() == 1 ? first : first + " (and " + (problems.size() - 1) + " more)";
  }
}
