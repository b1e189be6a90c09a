package dev.callgate.policy.condition;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A number of the policy, ready to be compared with whatever number a call brings. Exact: a {@code
 * double} counts as the decimal that {@code Double.toString} shows, which is also what a reviewer
 * sees. Boxed primitives are compared without allocating.
 */
public final class DecimalConstant {
  /** The value is no number this class looks at: not one of the JDK's own exact types, or NaN. */
  static final int INCOMPARABLE = Integer.MIN_VALUE;

  private static final BigDecimal LEAST_LONG = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal GREATEST_LONG = BigDecimal.valueOf(Long.MAX_VALUE);

  private final BigDecimal exact;
  private final boolean withinLong;
  private final long floor;
  private final boolean whole;
  private final double nearest;
  private final int nearestAgainstExact;
  private final float nearestFloat;
  private final int nearestFloatAgainstExact;

  public DecimalConstant(BigDecimal exact) {
    this.exact = exact;
    withinLong = exact.compareTo(LEAST_LONG) >= 0 && exact.compareTo(GREATEST_LONG) <= 0;
    floor = withinLong ? exact.setScale(0, java.math.RoundingMode.FLOOR).longValue() : 0;
    whole = withinLong && BigDecimal.valueOf(floor).compareTo(exact) == 0;
    // Every other double or float lies wholly on one side of the constant, so only this one needs
    // the decimal.
    nearest = exact.doubleValue();
    nearestAgainstExact =
        Double.isInfinite(nearest) ? exact.signum() : BigDecimal.valueOf(nearest).compareTo(exact);
    nearestFloat = exact.floatValue();
    nearestFloatAgainstExact =
        Float.isInfinite(nearestFloat)
            ? exact.signum()
            : new BigDecimal(Float.toString(nearestFloat)).compareTo(exact);
  }

  BigDecimal exact() {
    return exact;
  }

  /**
   * Negative, zero or positive as the value is less than, equal to or greater than this; or {@link
   * #INCOMPARABLE}.
   */
  int compareFrom(Object value) {
    Class<?> type = value.getClass();
    if (type == Integer.class || type == Long.class || type == Short.class || type == Byte.class) {
      return compareLong(((Number) value).longValue());
    }
    if (type == Double.class) {
      return compareDouble((Double) value);
    }
    if (type == BigDecimal.class) {
      return ((BigDecimal) value).compareTo(exact);
    }
    if (type == BigInteger.class) {
      return new BigDecimal((BigInteger) value).compareTo(exact);
    }
    if (type == Float.class) {
      return compareFloat((Float) value);
    }
    return INCOMPARABLE;
  }

  int compareLong(long value) {
    if (!withinLong) {
      return -exact.signum();
    }
    if (value == floor) {
      return whole ? 0 : -1;
    }
    return value < floor ? -1 : 1;
  }

  int compareDouble(double value) {
    if (Double.isNaN(value)) {
      return INCOMPARABLE;
    }
    return value < nearest ? -1 : value > nearest ? 1 : nearestAgainstExact;
  }

  private int compareFloat(float value) {
    if (Float.isNaN(value)) {
      return INCOMPARABLE;
    }
    return value < nearestFloat ? -1 : value > nearestFloat ? 1 : nearestFloatAgainstExact;
  }
}
