package dev.callgate.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The fast comparisons agree with the slow one over decimals. */
class DecimalConstantTest {
  @Property
  void longs(@ForAll long value, @ForAll("constants") BigDecimal constant) {
    assertAgrees(value, BigDecimal.valueOf(value), constant);
  }

  @Property
  void longsNextToTheConstant(@ForAll long value, @ForAll("fractions") BigDecimal fraction) {
    assertAgrees(value, BigDecimal.valueOf(value), BigDecimal.valueOf(value).add(fraction));
  }

  @Property
  void doubles(@ForAll double value, @ForAll("constants") BigDecimal constant) {
    assertAgrees(value, BigDecimal.valueOf(value), constant);
  }

  @Property
  void doublesNextToTheConstant(@ForAll double value, @ForAll("fractions") BigDecimal factor) {
    Assume.that(Math.abs(value) < 1e300);
    BigDecimal near = BigDecimal.valueOf(value);
    assertAgrees(value, near, near.add(near.multiply(factor).movePointLeft(16)));
  }

  @Property
  void floatsNextToTheConstant(@ForAll float value, @ForAll("fractions") BigDecimal factor) {
    BigDecimal near = new BigDecimal(Float.toString(value));
    assertAgrees(value, near, near.add(near.multiply(factor).movePointLeft(7)));
  }

  private static void assertAgrees(Object value, BigDecimal decimal, BigDecimal constant) {
    assertThat(Integer.signum(new DecimalConstant(constant).compareFrom(value)))
        .as("%s against %s", value, constant)
        .isEqualTo(decimal.compareTo(constant));
  }

  @Provide
  Arbitrary<BigDecimal> constants() {
    return Arbitraries.bigDecimals().ofScale(4);
  }

  @Provide
  Arbitrary<BigDecimal> fractions() {
    return Arbitraries.bigDecimals().between(new BigDecimal(-2), new BigDecimal(2)).ofScale(3);
  }
}
