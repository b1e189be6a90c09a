package dev.callgate.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong: the first ones, and how many. */
final class Findings {
  private final List<Finding> first = new ArrayList<>();
  private long all;

  void add(@Nullable Long index, String kind, String what) {
    all++;
    if (first.size() < Verification.MOST) {
      first.add(new Finding(index, kind, what));
    }
  }

  long all() {
    return all;
  }

  /** What concerns the whole log first, then by entry. */
  List<Finding> sorted() {
    List<Finding> sorted = new ArrayList<>(first);
    sorted.sort(Comparator.comparingLong(each -> each.index() == null ? -1 : each.index()));
    return sorted;
  }
}
