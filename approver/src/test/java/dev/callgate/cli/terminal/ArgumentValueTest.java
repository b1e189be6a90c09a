package dev.callgate.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callgate.protocol.ProtocolException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ArgumentValueTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "java.lang.String         | 12            | \"12\"",
        "java.lang.String         | null          | \"null\"",
        "java.lang.String         | say \"hi\"    | \"say \\\"hi\\\"\"",
        "java.lang.CharSequence   | x             | \"x\"",
        "char                     | 7             | \"7\"",
        "int                      | -12           | -12",
        "double                   | 1.5           | 1.5",
        "java.math.BigDecimal     | 120.00        | 120.00",
        "java.lang.Long           | null          | null",
        "boolean                  | true          | true",
        "java.lang.Boolean        | null          | null",
        "com.acme.Colour          | DARK_RED      | \"DARK_RED\"",
        "com.acme.Colour          | \"DARK_RED\"  | \"DARK_RED\"",
        "int[]                    | [1,2]         | [1,2]",
        "com.acme.Address         | {\"zip\":\"1\"} | {\"zip\":\"1\"}",
        "void                     | ``            | null",
      })
  void whatFitsTheTypeIsTaken(String type, String typed, String json) throws ProtocolException {
    assertThat(ArgumentValue.parse(type, typed).toString()).isEqualTo(json);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "char                 | xy      | one character",
        "int                  | twelve  | a number for int, not twelve",
        "int                  | \"12\"  | a number",
        "int                  | null    | a number",
        "java.math.BigDecimal | 1,5     | a number",
        "java.math.BigDecimal | true    | a number",
        "long                 | ``      | a number",
        "boolean              | yes     | true or false, not yes",
        "boolean              | 1       | true or false",
        "boolean              | null    | true or false",
        "com.acme.Address     | {zip    | JSON for com.acme.Address",
        "com.acme.Address     | 1 2     | JSON for com.acme.Address",
        "void                 | 1       | nothing",
      })
  void whatCannotFitIsExplained(String type, String typed, String expectation) {
    assertThatThrownBy(() -> ArgumentValue.parse(type, typed))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("expected " + expectation);
  }
}
