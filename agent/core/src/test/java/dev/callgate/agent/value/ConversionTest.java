package dev.callgate.agent.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callgate.protocol.Json;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exactly, or not at all. */
class ConversionTest {
  enum Colour {
    RED,
    Green {
      @Override
      public String toString() {
        return "not its name";
      }
    };

    @Override
    public String toString() {
      return "not a name either";
    }
  }

  record Money(BigDecimal amount, Colour colour) {}

  /** Declared types with generics, as reflection hands them over. */
  @SuppressWarnings("unused")
  private static final class Declared {
    List<BigDecimal> decimals = List.of();
    Map<String, Integer> counts = Map.of();
    List<Byte> bytes = List.of();
    Optional<Integer> optional = Optional.empty();
    int[] ints = {};
    String[][] texts = {};
    List<Money> monies = List.of();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "boolean | true",
        "byte    | -128",
        "byte    | 127",
        "short   | 32767",
        "int     | -2147483648",
        "long    | 9223372036854775807",
        "double  | 0.5",
        "double  | 3",
        "float   | 0.25",
      })
  void whatFitsAPrimitiveFitsItsBoxToo(String name, String json) throws Exception {
    Class<?> primitive = primitive(name);
    Object value = convert(json, primitive);

    assertThat(value).isInstanceOf(Conversion.boxed(primitive));
    assertThat(convert(json, Conversion.boxed(primitive))).isEqualTo(value);
    assertThat(String.valueOf(value).replaceFirst("\\.0$", "")).isEqualTo(json);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "boolean | 1",
        "boolean | \"true\"",
        "boolean | \"\"",
        "byte    | 300",
        "byte    | 128",
        "byte    | 200",
        "byte    | -129",
        "short   | 32768",
        "short   | \"1\"",
        "int     | 2147483648",
        "int     | 1.5",
        "int     | 1.0",
        "int     | \"1\"",
        "int     | \"\"",
        "int     | true",
        "int     | [1]",
        "long    | 9223372036854775808",
        "long    | 1e3",
        "long    | \"1\"",
        "float   | \"0.5\"",
        "float   | 1e39",
        "float   | \"NaN\"",
        "double  | 1e400",
        "double  | \"NaN\"",
        "double  | \"Infinity\"",
        "double  | \"\"",
        "char    | 65",
        "char    | \"ab\"",
        "char    | \"\"",
      })
  void whatDoesNotFitAPrimitiveFitsItsBoxNeither(String name, String json) {
    Class<?> primitive = primitive(name);
    assertRefused(json, primitive);
    assertRefused(json, Conversion.boxed(primitive));
  }

  @ParameterizedTest
  @CsvSource({"boolean", "byte", "short", "int", "long", "float", "double", "char"})
  void nullFitsABoxAndNoPrimitive(String name) throws Exception {
    assertRefused("null", primitive(name));
    assertThat(convert("null", Conversion.boxed(primitive(name)))).isNull();
  }

  @Test
  void aCharacterIsATextOfOne() throws Exception {
    assertThat(convert("\"x\"", char.class)).isEqualTo('x');
    assertThat(convert("\"x\"", Character.class)).isEqualTo('x');
  }

  @Test
  void textStaysAsItIs() throws Exception {
    assertThat(convert("\" 5 \"", String.class)).isEqualTo(" 5 ");
    assertThat(convert("\"\"", String.class)).isEqualTo("");
    assertThat(convert("\"a\"", CharSequence.class)).isEqualTo("a");
    assertThat(convert("\"a\"", Object.class)).isEqualTo("a");
    assertThat(convert("null", String.class)).isNull();
  }

  @ParameterizedTest
  @CsvSource({"5", "true", "1.5", "[]", "{}"})
  void nothingElseBecomesText(String json) {
    assertRefused(json, String.class);
    assertRefused(json, CharSequence.class);
  }

  @Test
  void decimalsAreExactToTheLastDigit() throws Exception {
    assertThat(convert("0.10", BigDecimal.class)).isEqualTo(new BigDecimal("0.10"));
    assertThat(convert("0.1000000000000000055511151231257827", BigDecimal.class))
        .isEqualTo(new BigDecimal("0.1000000000000000055511151231257827"));
    assertThat(convert("7", BigDecimal.class)).isEqualTo(new BigDecimal("7"));
    assertThat(convert("123456789012345678901234567890", BigInteger.class))
        .isEqualTo(new BigInteger("123456789012345678901234567890"));
  }

  @ParameterizedTest
  @CsvSource({"\"0.10\"", "\"\"", "true", "[1]", "\"1e5\""})
  void nothingElseBecomesADecimal(String json) {
    assertRefused(json, BigDecimal.class);
    assertRefused(json, BigInteger.class);
  }

  @Test
  void aFractionIsNoWholeNumber() {
    assertRefused("1.5", BigInteger.class);
  }

  @Test
  void enumsGoByTheNameThatWasShown() throws Exception {
    assertThat(convert("\"RED\"", Colour.class)).isEqualTo(Colour.RED);
    assertThat(convert("\"Green\"", Colour.class)).isEqualTo(Colour.Green);
  }

  @ParameterizedTest
  @CsvSource({"0", "\"0\"", "\"BLUE\"", "\"\"", "\"red\"", "\"not a name either\"", "true"})
  void nothingElseIsAConstant(String json) {
    assertRefused(json, Colour.class);
  }

  @Test
  void recordsComponentByComponent() throws Exception {
    assertThat(convert("{\"amount\": 0.50, \"colour\": \"RED\"}", Money.class))
        .isEqualTo(new Money(new BigDecimal("0.50"), Colour.RED));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"amount\": 1}",
        "{\"amount\": 1, \"colour\": \"RED\", \"more\": 1}",
        "{\"amount\": \"1\", \"colour\": \"RED\"}",
        "{\"amount\": 1, \"colour\": 0}",
        "[1, \"RED\"]",
        "\"\"",
        "1",
      })
  void aRecordMoreOrLessIsRefused(String json) {
    assertRefused(json, Money.class);
  }

  @Test
  void genericsAreKept() throws Exception {
    assertThat(convert("[0.10, 2]", declared("decimals")))
        .isEqualTo(List.of(new BigDecimal("0.10"), new BigDecimal("2")));
    assertThat(convert("{\"a\": 1}", declared("counts"))).isEqualTo(Map.of("a", 1));
    assertThat(convert("[{\"amount\": 1, \"colour\": \"RED\"}]", declared("monies")))
        .isEqualTo(List.of(new Money(new BigDecimal("1"), Colour.RED)));
    assertThat(convert("5", declared("optional"))).isEqualTo(Optional.of(5));
    assertThat(convert("null", declared("optional"))).isEqualTo(Optional.empty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "decimals | [\"0.10\"]",
        "decimals | 0.10",
        "decimals | \"\"",
        "counts   | {\"a\": 1.5}",
        "counts   | {\"a\": \"1\"}",
        "counts   | []",
        "bytes    | [300]",
        "bytes    | [200]",
        "optional | \"5\"",
        "ints     | [1.5]",
        "ints     | [null]",
        "ints     | 1",
        "ints     | \"\"",
        "texts    | [[1]]",
      })
  void genericsAreMeant(String field, String json) throws Exception {
    assertRefused(json, declared(field));
  }

  @Test
  void arrays() throws Exception {
    assertThat(convert("[1, 2]", declared("ints"))).isEqualTo(new int[] {1, 2});
    assertThat(convert("[[\"a\"], []]", declared("texts"))).isEqualTo(new String[][] {{"a"}, {}});
  }

  @Test
  void timesAndNamesInTheirOwnForms() throws Exception {
    assertThat(convert("\"2026-02-28\"", LocalDate.class)).isEqualTo(LocalDate.of(2026, 2, 28));
    assertThat(convert("\"2026-02-28T10:00:00Z\"", Instant.class))
        .isEqualTo(Instant.parse("2026-02-28T10:00:00Z"));
    assertThat(convert("\"PT5M\"", Duration.class)).isEqualTo(Duration.ofMinutes(5));
    assertThat(convert("\"https://example.org/a\"", URI.class))
        .isEqualTo(URI.create("https://example.org/a"));
    UUID id = UUID.fromString("123e4567-e89b-12d3-a456-426614174000");
    assertThat(convert("\"" + id + "\"", UUID.class)).isEqualTo(id);
  }

  @ParameterizedTest
  @CsvSource({"\"2026-02-30\"", "\"tomorrow\"", "\"\"", "5", "\"  \""})
  void nothingElseIsADate(String json) {
    assertRefused(json, LocalDate.class);
  }

  @ParameterizedTest
  @CsvSource({"\"\"", "5", "true", "1.5"})
  void nothingElseIsAnInstantOrDuration(String json) {
    assertRefused(json, Instant.class);
    assertRefused(json, Duration.class);
  }

  @Test
  void anEmptyTextIsNoName() {
    assertRefused("\"\"", UUID.class);
    assertRefused("5", URI.class);
  }

  @Test
  void aMethodThatReturnsNothingAcceptsNothing() throws Exception {
    assertThat(convert("null", void.class)).isNull();
    assertThat(convert("null", Void.class)).isNull();
    assertRefused("1", void.class);
    assertRefused("\"\"", Void.class);
  }

  @Test
  void aTypeThatCannotBeBuiltIsRefused() {
    assertRefused("{}", Runnable.class);
    assertRefused("\"java.lang.Runtime\"", ClassLoader.class);
  }

  @Test
  void theMessageDoesNotRepeatTheValue() {
    assertThatThrownBy(() -> convert("\"secret\"", int.class))
        .isInstanceOf(ConversionException.class)
        .hasMessage("the value does not fit int");
  }

  @Test
  void aPolicysNumbersFitWhatTheyFitExactly() throws Exception {
    assertThat(Conversion.fromPolicy(new BigDecimal("-1"), int.class)).isEqualTo(-1);
    assertThat(Conversion.fromPolicy(new BigDecimal("-1"), long.class)).isEqualTo(-1L);
    assertThat(Conversion.fromPolicy(new BigDecimal("1.50"), BigDecimal.class))
        .isEqualTo(new BigDecimal("1.50"));
    assertThat(Conversion.fromPolicy(true, boolean.class)).isEqualTo(true);
    assertThat(Conversion.fromPolicy("no", String.class)).isEqualTo("no");
    assertThatThrownBy(() -> Conversion.fromPolicy(new BigDecimal("1.5"), int.class))
        .isInstanceOf(ConversionException.class);
    assertThatThrownBy(() -> Conversion.fromPolicy("1", int.class))
        .isInstanceOf(ConversionException.class);
  }

  private static @Nullable Object convert(String json, Type type) throws Exception {
    return Conversion.convert(Json.readTree(json), type);
  }

  private static void assertRefused(String json, Type type) {
    assertThatThrownBy(
            () -> {
              Object value = convert(json, type);
              throw new AssertionError(json + " as " + type + " became " + value);
            })
        .isInstanceOf(ConversionException.class);
  }

  private static Type declared(String field) throws Exception {
    return Declared.class.getDeclaredField(field).getGenericType();
  }

  private static Class<?> primitive(String name) {
    return switch (name) {
      case "boolean" -> boolean.class;
      case "byte" -> byte.class;
      case "short" -> short.class;
      case "int" -> int.class;
      case "long" -> long.class;
      case "float" -> float.class;
      case "double" -> double.class;
      case "char" -> char.class;
      default -> throw new IllegalArgumentException(name);
    };
  }
}
