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

  /** Every mistake found, in the order of the files and of their lines; never empty. */
  public List<Problem> problems() {
    return problems;
  }

  private static String summary(List<Problem> problems) {
    String first = problems.get(0).toLine();
    return problems.size() == 1 ? first : first + " (and " + (problems.size() - 1) + " more)";
  }
}
