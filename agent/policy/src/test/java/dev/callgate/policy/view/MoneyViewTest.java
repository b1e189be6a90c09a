package dev.callgate.policy.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.policy.Call;
import dev.callgate.policy.Policies;
import dev.callgate.policy.condition.Truth;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Currency;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyViewTest {
  private final Path directory;

  MoneyViewTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private Truth test(String view, @Nullable Object value) {
    return Policies.condition(directory, "{arg: 0, as: " + view + "}").test(Call.of(value));
  }

  @Test
  void anAmountIsExactWhateverItsType() {
    for (Object value :
        new Object[] {101, 101L, new BigDecimal("100.01"), "100.01", "USD 100.01", "100.01 eur"}) {
      assertThat(test("money.amount, gt: 100", value)).as("%s", value).isEqualTo(Truth.TRUE);
    }
    for (Object value :
        new Object[] {100, new BigDecimal("100.00"), "100.00", "USD 100", "-5 USD"}) {
      assertThat(test("money.amount, gt: 100", value)).as("%s", value).isEqualTo(Truth.FALSE);
    }
  }

  @Test
  void wholeNumbersMayCountMinorUnits() {
    String view = "money.amount, minor_units: 2, gt: 100";

    assertThat(test(view, 10_001L)).isEqualTo(Truth.TRUE);
    assertThat(test(view, new BigInteger("10001"))).isEqualTo(Truth.TRUE);
    assertThat(test(view, new BigDecimal("10001"))).isEqualTo(Truth.TRUE);
    assertThat(test(view, 10_000)).isEqualTo(Truth.FALSE);
    assertThat(test(view, Long.MAX_VALUE)).isEqualTo(Truth.TRUE);
    assertThat(test("money.amount, minor_units: 2, eq: 0.05", 5)).isEqualTo(Truth.TRUE);
  }

  @Test
  void aFractionOfAMinorUnitAndATextAreNoCountOfThem() {
    String view = "money.amount, minor_units: 2, gt: 100";

    assertThat(test(view, new BigDecimal("100.5"))).isEqualTo(Truth.UNDECIDED);
    assertThat(test(view, "10001")).isEqualTo(Truth.UNDECIDED);
    assertThat(test(view, 10_001.0)).isEqualTo(Truth.UNDECIDED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "1,000.00",
        "1.000,00",
        "1e9",
        "0x10",
        "１００",
        "100.",
        ".5",
        "--5",
        "USD100",
        "USD  100",
        "100 USD ",
        "USD 100 EUR",
        "$100",
        "1_000",
        "NaN",
        "100 US",
        "100 U\u0405D"
      })
  void whatOneCouldReadInSeveralWaysIsUndecided(String text) {
    assertThat(test("money.amount, gt: 5", text)).isEqualTo(Truth.UNDECIDED);
    assertThat(test("money.amount, lte: 5", text)).isEqualTo(Truth.UNDECIDED);
  }

  @Test
  void aCurrencyIsItsThreeLetters() {
    for (Object value :
        new Object[] {Currency.getInstance("USD"), "USD", "usd", "USD 5", "5 USD"}) {
      assertThat(test("money.currency, eq: USD", value)).as("%s", value).isEqualTo(Truth.TRUE);
      assertThat(test("money.currency, eq: EUR", value)).as("%s", value).isEqualTo(Truth.FALSE);
    }
    for (Object value : new Object[] {"US", "US Dollar", "U\u0405D", "5", 5, "USD five"}) {
      assertThat(test("money.currency, eq: USD", value)).as("%s", value).isEqualTo(Truth.UNDECIDED);
      assertThat(test("money.currency, ne: USD", value)).as("%s", value).isEqualTo(Truth.UNDECIDED);
    }
    assertThat(test("money.currency, eq: USD", null)).isEqualTo(Truth.UNDECIDED);
  }

  /** An application's number runs no code here. */
  @Test
  void aNumberOfTheApplicationIsNotAsked() {
    BigDecimal hostile =
        new BigDecimal("5") {
          private static final long serialVersionUID = 1;

          @Override
          public int compareTo(BigDecimal other) {
            throw new AssertionError("asked");
          }
        };

    assertThat(test("money.amount, gt: 1", hostile)).isEqualTo(Truth.UNDECIDED);
    assertThat(test("money.amount, gt: 1", "1".repeat(100_000))).isEqualTo(Truth.UNDECIDED);
  }
}
