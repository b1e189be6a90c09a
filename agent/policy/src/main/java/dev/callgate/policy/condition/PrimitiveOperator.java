package dev.callgate.policy.condition;

/**
 * An operator that can be asked about a primitive without a box around it. The answers are those of
 * {@link Operator#test} about the box.
 */
public interface PrimitiveOperator extends Operator {
  /** Of a {@code byte}, {@code short}, {@code int} or {@code long}. */
  Truth ofLong(long value);

  /** Of a {@code double}. */
  Truth ofDouble(double value);
}
