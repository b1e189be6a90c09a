package dev.callgate.policy.trial;

import dev.callgate.policy.condition.When;
import dev.callgate.policy.yaml.Place;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One small change to a condition as it is written. A test that says what the condition is for
 * notices it. Immutable.
 *
 * @param at where the changed word stands
 * @param rule the rule it was found in first; a named condition may stand in others as well
 * @param change what was changed, such as {@code 'gt' made 'gte'}
 * @param hint what a test that notices it looks like
 * @param changed the part of the condition that is replaced
 * @param replacement by what; null when it is taken away
 */
public record Mutant(
    Place at, String rule, String change, String hint, When changed, @Nullable When replacement) {
  /** Where a part of a condition stands; null when it stands in no file. */
  static @Nullable Place place(When when) {
    if (when instanceof When.Leaf leaf) {
      return leaf.operations().get(0).at();
    }
    if (when instanceof When.From from) {
      return from.at();
    }
    if (when instanceof When.During during) {
      return during.at();
    }
    if (when instanceof When.All all) {
      return all.at();
    }
    if (when instanceof When.Any any) {
      return any.at();
    }
    return when instanceof When.Not not ? not.at() : null;
  }

  /** Whether the condition holds the changed part. */
  boolean isIn(When when) {
    if (isChanged(when)) {
      return true;
    }
    for (When part : when.parts()) {
      if (isIn(part)) {
        return true;
      }
    }
    return false;
  }

  /** The condition with the change. */
  When in(When when) {
    When left = left(when);
    return left == null ? new When.Always() : left;
  }

  /** By place, since a policy is read again for each environment. */
  private boolean isChanged(When when) {
    Place here = place(changed);
    return when.getClass() == changed.getClass() && here != null && here.equals(place(when));
  }

  /** Null when nothing is left of it: what is around a part that is gone goes with it. */
  private @Nullable When left(When when) {
    if (isChanged(when)) {
      return replacement;
    }
    if (when instanceof When.All all) {
      List<When> left = left(all.parts());
      return left.isEmpty() ? null : new When.All(left, all.at());
    }
    if (when instanceof When.Any any) {
      List<When> left = left(any.parts());
      return left.isEmpty() ? null : new When.Any(left, any.at());
    }
    if (when instanceof When.Not not) {
      When left = left(not.part());
      return left == null ? null : new When.Not(left, not.at());
    }
    // an exception without a condition is one for every call
    return when instanceof When.Definitely definitely
        ? new When.Definitely(in(definitely.part()))
        : when;
  }

  private List<When> left(List<When> parts) {
    List<When> left = new ArrayList<>();
    for (When part : parts) {
      When kept = left(part);
      if (kept != null) {
        left.add(kept);
      }
    }
    return left;
  }
}
