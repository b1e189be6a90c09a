package dev.callgate.policy.read;

import dev.callgate.policy.Problem;
import dev.callgate.policy.yaml.Place;
import dev.callgate.policy.yaml.ProblemSink;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;

/** Collects the mistakes of one file. Not thread-safe. */
public final class Problems implements ProblemSink {
  private static final Comparator<Problem> BY_PLACE =
      new Comparator<Problem>() {
        @Override
        public int compare(Problem a, Problem b) {
          int byLine = Integer.compare(a.line(), b.line());
          return byLine != 0 ? byLine : Integer.compare(a.column(), b.column());
        }
      };

  private final List<Problem> found = new ArrayList<>();

  @Override
  public void report(Place at, String code, String message, String hint) {
    found.add(new Problem(at.file(), at.line(), at.column(), code, message, hint));
  }

  /** By line and column, which is how an author goes through them; without what was found twice. */
  public List<Problem> inOrder() {
    List<Problem> sorted = new ArrayList<>(new LinkedHashSet<>(found));
    sorted.sort(BY_PLACE);
    return sorted;
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }
}
