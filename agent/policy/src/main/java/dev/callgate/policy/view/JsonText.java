package dev.callgate.policy.view;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON (RFC 8259) and refuses whatever two readers could see differently: a key that stands
 * twice, anything beside the one value, comments, control characters, numbers beyond measure.
 * Bounded in length and depth, since the text is an attacker's.
 *
 * <p>Objects become maps, arrays lists, numbers exact decimals.
 */
final class JsonText {
  static final int LONGEST = 256 * 1024;
  private static final int DEEPEST = 64;
  private static final int LONGEST_NUMBER = 256;

  private final String text;
  private int at;
  private int depth;

  private JsonText(String text) {
    this.text = text;
  }

  /** The text is not JSON, or not the same JSON to everybody. Without a stack trace. */
  static final class Unclear extends Exception {
    private static final long serialVersionUID = 1L;

    Unclear() {
      super("not clear", null, false, false);
    }
  }

  static @Nullable Object parse(String text) throws Unclear {
    if (text.length() > LONGEST) {
      throw new Unclear();
    }
    JsonText reader = new JsonText(text);
    Object value = reader.value();
    reader.next();
    if (reader.at != text.length()) {
      throw new Unclear();
    }
    return value;
  }

  private static final char END = '\0';

  /** The next sign that is no space; it is not taken. */
  private char next() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    // a real NUL is no token either, so it ends in Unclear as the end of the text does
    return at < text.length() ? text.charAt(at) : END;
  }

  private @Nullable Object value() throws Unclear {
    char c = next();
    switch (c) {
      case '{':
        return object();
      case '[':
        return array();
      case '"':
        return string();
      case 't':
        return word("true", Boolean.TRUE);
      case 'f':
        return word("false", Boolean.FALSE);
      case 'n':
        return word("null", null);
      default:
        return number();
    }
  }

  private @Nullable Object word(String word, @Nullable Boolean value) throws Unclear {
    if (!text.startsWith(word, at)) {
      throw new Unclear();
    }
    at += word.length();
    return value;
  }

  private void take(char wanted) throws Unclear {
    if (next() != wanted || at == text.length()) {
      throw new Unclear();
    }
    at++;
  }

  private void enter() throws Unclear {
    if (++depth > DEEPEST) {
      throw new Unclear();
    }
    at++;
  }

  private Map<String, @Nullable Object> object() throws Unclear {
    enter();
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    if (next() != '}') {
      while (true) {
        next();
        String key = string();
        take(':');
        Object value = value();
        if (members.containsKey(key)) {
          throw new Unclear();
        }
        members.put(key, value);
        if (next() != ',') {
          break;
        }
        at++;
      }
    }
    take('}');
    depth--;
    return members;
  }

  private List<@Nullable Object> array() throws Unclear {
    enter();
    List<@Nullable Object> items = new ArrayList<>();
    if (next() != ']') {
      while (true) {
        items.add(value());
        if (next() != ',') {
          break;
        }
        at++;
      }
    }
    take(']');
    depth--;
    return items;
  }

  private String string() throws Unclear {
    take('"');
    StringBuilder string = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return string.toString();
      }
      if (c < ' ') {
        break;
      }
      string.append(c == '\\' ? escape() : c);
    }
    throw new Unclear();
  }

  private char escape() throws Unclear {
    char c = at < text.length() ? text.charAt(at++) : END;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw new Unclear();
    };
  }

  private char unicode() throws Unclear {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      char c = at < text.length() ? text.charAt(at++) : END;
      int digit = c < 0x80 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        throw new Unclear();
      }
      value = value * 16 + digit;
    }
    return (char) value;
  }

  private BigDecimal number() throws Unclear {
    int start = at;
    skip('-');
    if (!skip('0')) {
      digits();
    }
    if (skip('.')) {
      digits();
    }
    if (skip('e') || skip('E')) {
      if (!skip('+')) {
        skip('-');
      }
      digits();
    }
    if (at - start > LONGEST_NUMBER) {
      throw new Unclear();
    }
    try {
      return new BigDecimal(text.substring(start, at));
    } catch (NumberFormatException e) {
      // an exponent no reader can hold
      throw new Unclear();
    }
  }

  private boolean skip(char c) {
    boolean there = at < text.length() && text.charAt(at) == c;
    at += there ? 1 : 0;
    return there;
  }

  private void digits() throws Unclear {
    int start = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    if (at == start) {
      throw new Unclear();
    }
  }
}
