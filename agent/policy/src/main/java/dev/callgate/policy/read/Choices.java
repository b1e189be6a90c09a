package dev.callgate.policy.read;

import dev.callgate.policy.condition.Bounds;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values that the operators of one leaf name and exclude, to find that none is left. */
final class Choices {
  private @Nullable List<Object> wanted;
  private final List<Object> excluded = new ArrayList<>();

  void note(String operator, List<Object> values) {
    if (operator.equals("ne") || operator.equals("not_in")) {
      excluded.addAll(values);
    } else if (operator.equals("eq") || operator.equals("in")) {
      List<Object> before = wanted;
      List<Object> both = new ArrayList<>();
      for (Object value : values) {
        if (before == null || isAmong(before, value)) {
          both.add(value);
        }
      }
      wanted = both;
    }
  }

  /** Whether nothing that is wanted is neither excluded nor outside the bounds. */
  boolean areEmpty(Bounds bounds) {
    if (wanted == null) {
      return false;
    }
    for (Object value : wanted) {
      boolean within = !(value instanceof BigDecimal number) || bounds.allow(number);
      if (within && !isAmong(excluded, value)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAmong(List<Object> values, Object wanted) {
    for (Object value : values) {
      boolean equal =
          value instanceof BigDecimal number && wanted instanceof BigDecimal other
              ? number.compareTo(other) == 0
              : value.equals(wanted);
      if (equal) {
        return true;
      }
    }
    return false;
  }
}
