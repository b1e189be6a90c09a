package dev.callgate.policy;

import dev.callgate.policy.yaml.Place;
import dev.callgate.policy.yaml.ProblemSink;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects what is wrong with files. Not thread-safe. */
public final class Problems implements ProblemSink {
  private final Set<Problem> found = new LinkedHashSet<>();
  private int errors;

  @Override
  public void report(Place at, String code, String message, String hint) {
    errors++;
    found.add(problem(at, Level.ERROR, code, message, hint));
  }

  @Override
  public void warn(Place at, String code, String message, String hint) {
    found.add(problem(at, Level.WARNING, code, message, hint));
  }

  private static Problem problem(Place at, Level level, String code, String message, String hint) {
    return new Problem(at.file(), at.line(), at.column(), level, code, message, hint);
  }

  /** Takes over what somebody else has collected. */
  public void addAll(Problems others) {
    found.addAll(others.found);
    errors += others.errors;
  }

  /**
   * File by file as they were first spoken of, and each by line and column, which is how an author
   * goes through them; without what was found twice.
   */
  public List<Problem> inOrder() {
    Map<String, Integer> files = new LinkedHashMap<>();
    for (Problem problem : found) {
      files.putIfAbsent(problem.file(), files.size());
    }
    List<Problem> sorted = new ArrayList<>(found);
    sorted.sort(
        new Comparator<Problem>() {
          @Override
          public int compare(Problem a, Problem b) {
            int byFile =
                Integer.compare(
                    files.getOrDefault(a.file(), 0).intValue(),
                    files.getOrDefault(b.file(), 0).intValue());
            int byLine = byFile != 0 ? byFile : Integer.compare(a.line(), b.line());
            return byLine != 0 ? byLine : Integer.compare(a.column(), b.column());
          }
        });
    return sorted;
  }

  /** Whether nothing was found that keeps the files from being used. */
  public boolean isEmpty() {
    return errors == 0;
  }
}
