package dev.callgate.policy.view;

import dev.callgate.policy.condition.Operator;
import dev.callgate.policy.condition.Truth;
import dev.callgate.policy.condition.ValueKind;
import dev.callgate.policy.condition.View;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * {@code as: money.amount} and {@code as: money.currency}: of a number, of a text such as {@code
 * 100.00}, {@code USD 100.00} or {@code 100.00 USD}, and of a {@link Currency}. Amounts are exact.
 *
 * @param part what is looked at
 * @param minorUnits how many digits of a whole number are behind the point: 2 where 1050 means
 *     10.50; 0 where a number means itself
 */
public record MoneyView(Part part, int minorUnits) implements View {
  private static final int LONGEST = 60;

  /** What is looked at. */
  public enum Part {
    AMOUNT,
    CURRENCY
  }

  @Override
  public Truth test(@Nullable Object value, Operator operator, boolean live) {
    if (value == null) {
      return operator.test(null);
    }
    Object seen = part == Part.AMOUNT ? amount(value) : currency(value);
    return seen == null ? Truth.UNDECIDED : operator.test(seen);
  }

  /** Null when it is none, or when nobody can know which. */
  private @Nullable BigDecimal amount(Object value) {
    if (value instanceof Integer || value instanceof Long || value instanceof Short) {
      return BigDecimal.valueOf(((Number) value).longValue(), minorUnits);
    }
    // Their subclasses may be an application's.
    if (value.getClass() == BigInteger.class) {
      return new BigDecimal((BigInteger) value, minorUnits);
    }
    if (value.getClass() == BigDecimal.class) {
      BigDecimal number = (BigDecimal) value;
      return minorUnits == 0 ? number : inMinorUnits(number);
    }
    return value instanceof String text && minorUnits == 0 ? amountIn(text) : null;
  }

  /** A fraction of the smallest unit says that the number is no count of them. */
  private @Nullable BigDecimal inMinorUnits(BigDecimal number) {
    boolean whole = number.scale() <= 0 && number.scale() > -LONGEST;
    return whole ? number.movePointLeft(minorUnits) : null;
  }

  private static @Nullable BigDecimal amountIn(String text) {
    if (text.length() > LONGEST) {
      return null;
    }
    int space = text.indexOf(' ');
    if (space < 0) {
      return isAmount(text) ? new BigDecimal(text) : null;
    }
    String before = text.substring(0, space);
    String after = text.substring(space + 1);
    if (isCode(before) && isAmount(after)) {
      return new BigDecimal(after);
    }
    return isAmount(before) && isCode(after) ? new BigDecimal(before) : null;
  }

  private static @Nullable String currency(Object value) {
    if (value instanceof Currency currency) {
      return currency.getCurrencyCode();
    }
    if (!(value instanceof String text) || text.length() > LONGEST) {
      return null;
    }
    int space = text.indexOf(' ');
    String code = text;
    if (space >= 0) {
      boolean first = isCode(text.substring(0, space));
      String amount = first ? text.substring(space + 1) : text.substring(0, space);
      if (!isAmount(amount)) {
        return null;
      }
      code = first ? text.substring(0, space) : text.substring(space + 1);
    }
    return isCode(code) ? capitals(code) : null;
  }

  /** Three letters of ASCII, as in ISO 4217; some services write them small. */
  private static boolean isCode(String text) {
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (!(c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z')) {
        return false;
      }
    }
    return text.length() == 3;
  }

  private static String capitals(String code) {
    StringBuilder capitals = new StringBuilder();
    for (int at = 0; at < code.length(); at++) {
      char c = code.charAt(at);
      capitals.append(c >= 'a' ? (char) (c - 'a' + 'A') : c);
    }
    return capitals.toString();
  }

  /** Digits, perhaps a minus before them and a point between them; no thousands, no exponent. */
  private static boolean isAmount(String text) {
    int at = text.startsWith("-") ? 1 : 0;
    int point = -1;
    for (int digit = at; digit < text.length(); digit++) {
      char c = text.charAt(digit);
      if (c == '.' && point < 0 && digit > at) {
        point = digit;
      } else if (c < '0' || c > '9') {
        return false;
      }
    }
    return text.length() > at && point != text.length() - 1;
  }

  @Override
  public String words() {
    String words = part == Part.AMOUNT ? "money.amount" : "money.currency";
    return minorUnits == 0 ? words : words + " minor_units " + minorUnits;
  }

  @Override
  public ValueKind seen() {
    return part == Part.AMOUNT ? ValueKind.NUMBER : ValueKind.TEXT;
  }

  @Override
  public boolean takes(ValueKind declared) {
    return declared == ValueKind.ANYTHING
        || declared == ValueKind.TEXT
        || declared == ValueKind.NUMBER && part == Part.AMOUNT;
  }

  @Override
  public char separator() {
    return '.';
  }

  @Override
  public @Nullable String flaw(String constant, boolean glob) {
    if (part == Part.AMOUNT || glob) {
      return null;
    }
    return isCode(constant) && constant.equals(capitals(constant))
        ? null
        : "write the three capitals of the currency, as in USD";
  }
}
