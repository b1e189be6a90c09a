package dev.callgate.policy;

import java.util.List;

/** The policy has mistakes, so there is no policy: a rule set is taken whole or not at all. */
public final class PolicyException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  public PolicyException(List<Problem> problems) {
    super(summary(problems));
    this.problems = List.copyOf(problems);
  }

  /** Everything found, in the order of the files and of their lines; at least one is an error. */
  public List<Problem> problems() {
    return problems;
  }

  private static String summary(List<Problem> problems) {
    String first = "";
    int errors = 0;
    for (Problem problem : problems) {
      if (problem.isError()) {
        first = errors == 0 ? problem.toLine() : first;
        errors++;
      }
    }
    return errors == 1 ? first : first + " (and " + (errors - 1) + " more)";
  }
}
