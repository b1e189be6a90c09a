package dev.callgate.policy.condition;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that the comparisons of one leaf leave; none means that its author mixed something
 * up.
 */
public final class Bounds {
  private @Nullable BigDecimal lower;
  private boolean lowerExcluded;
  private @Nullable BigDecimal upper;
  private boolean upperExcluded;

  public void atLeast(BigDecimal bound, boolean excluded) {
    int order = lower == null ? 1 : bound.compareTo(lower);
    if (order > 0) {
      lower = bound;
      lowerExcluded = excluded;
    } else if (order == 0) {
      lowerExcluded |= excluded;
    }
  }

  public void atMost(BigDecimal bound, boolean excluded) {
    int order = upper == null ? -1 : bound.compareTo(upper);
    if (order < 0) {
      upper = bound;
      upperExcluded = excluded;
    } else if (order == 0) {
      upperExcluded |= excluded;
    }
  }

  /** Whether the number lies between them. */
  public boolean allow(BigDecimal number) {
    int overLower = lower == null ? 1 : number.compareTo(lower);
    int underUpper = upper == null ? 1 : upper.compareTo(number);
    return overLower >= (lowerExcluded ? 1 : 0) && underUpper >= (upperExcluded ? 1 : 0);
  }

  public boolean areEmpty() {
    if (lower == null || upper == null) {
      return false;
    }
    int order = lower.compareTo(upper);
    return order > 0 || (order == 0 && (lowerExcluded || upperExcluded));
  }
}
