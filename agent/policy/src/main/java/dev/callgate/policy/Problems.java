package dev.callgate.policy;

import dev.callgate.policy.yaml.Place;
import dev.callgate.policy.yaml.ProblemSink;
import java.util.ArrayList;
import java.util.List;

/** Collects the mistakes of one reading. Not thread-safe. */
public final class Problems implements ProblemSink {
  private final List<Problem> found = new ArrayList<>();

  @Override
  public void report(Place at, String code, String message, String hint) {
    found.add(new Problem(at.file(), at.line(), at.column(), code, message, hint));
  }

  /** In the order in which they were found. */
  public List<Problem> found() {
    return List.copyOf(found);
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }
}
