package dev.callgate.policy.yaml;

import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a scalar means where text, numbers and booleans may all stand. */
public final class YamlLiteral {
  private static final String OTHER_NUMBER_CHARACTERS = "0123456789_:.,+-eExXoObBaAcCdDfFtTzZ ";

  private YamlLiteral() {}

  /**
   * A {@code String}, a {@code BigDecimal} or a {@code Boolean}; null when it is nothing, or when
   * readers of YAML differ about it, which was then reported.
   */
  public static @Nullable Object of(YamlScalar scalar, ProblemSink problems) {
    String text = scalar.text();
    if (!scalar.plain()) {
      return text;
    }
    if (scalar.isNull()) {
      problems.report(
          scalar.at(), "SCH002", "there is no value here", "write one; a text goes in quotes");
      return null;
    }
    if (text.equals("true") || text.equals("false")) {
      return text.equals("true");
    }
    if (isNumber(text)) {
      return new BigDecimal(text);
    }
    if (isAmbiguous(text)) {
      String message = "plain " + Quoted.of(text) + " means different things in YAML 1.1 and 1.2";
      problems.report(scalar.at(), "YAML006", message, "quote it: \"" + text + "\"");
      return null;
    }
    return text;
  }

  /** Digits, perhaps with a sign and a fraction; nothing two readers could disagree about. */
  public static boolean isNumber(String text) {
    int at = text.startsWith("-") ? 1 : 0;
    int point = text.indexOf('.');
    int wholeEnd = point < 0 ? text.length() : point;
    boolean leadingZero = wholeEnd - at > 1 && text.charAt(at) == '0';
    return !leadingZero
        && areDigits(text, at, wholeEnd)
        && (point < 0 || areDigits(text, point + 1, text.length()));
  }

  private static boolean areDigits(String text, int from, int to) {
    for (int at = from; at < to; at++) {
      if (text.charAt(at) < '0' || text.charAt(at) > '9') {
        return false;
      }
    }
    return from < to;
  }

  private static boolean isAmbiguous(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true",
          "false",
          "yes",
          "no",
          "on",
          "off",
          "y",
          "n",
          "=",
          ".inf",
          "+.inf",
          "-.inf",
          ".nan" ->
          true;
      default -> looksLikeNumber(text);
    };
  }

  /** Octal, hexadecimal, sexagesimal, grouped, exponential numbers, times and dates. */
  private static boolean looksLikeNumber(String text) {
    int at = 0;
    while (at < text.length() && "+-.".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    if (at == text.length() || !Character.isDigit(text.charAt(at))) {
      return false;
    }
    for (; at < text.length(); at++) {
      if (OTHER_NUMBER_CHARACTERS.indexOf(text.charAt(at)) < 0) {
        return false;
      }
    }
    return true;
  }
}
