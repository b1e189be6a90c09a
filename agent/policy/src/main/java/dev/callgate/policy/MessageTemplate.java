package dev.callgate.policy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text with references to arguments in it, each a name or an index in braces, or the way to a
 * part of one; a doubled brace stands for one.
 *
 * @param parts in order
 * @param flaw offset of a brace without its partner; null in a well-formed template
 */
public record MessageTemplate(List<Part> parts, @Nullable Integer flaw) {
  /** A piece of text, or a reference to an argument. */
  public record Part(String text, boolean isReference, int offset) {}

  /** Reads any text; a brace without partner stands for itself and is remembered as the flaw. */
  public static MessageTemplate parse(String text) {
    List<Part> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    Integer flaw = null;
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      boolean doubled = at + 1 < text.length() && text.charAt(at + 1) == c;
      int close = c == '{' ? close(text, at) : -1;
      if ((c == '{' || c == '}') && doubled) {
        literal.append(c);
        at += 2;
      } else if (close > 0) {
        parts.add(new Part(literal.toString(), false, at));
        literal.setLength(0);
        parts.add(new Part(text.substring(at + 1, close), true, at + 1));
        at = close + 1;
      } else {
        if ((c == '{' || c == '}') && flaw == null) {
          flaw = at;
        }
        literal.append(c);
        at++;
      }
    }
    parts.add(new Part(literal.toString(), false, at));
    return new MessageTemplate(parts, flaw);
  }

  /** The brace that ends a reference; one inside a quoted key does not. */
  private static int close(String text, int from) {
    boolean quoted = false;
    for (int at = from; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '}' && !quoted) {
        return at;
      }
      at += c == '\\' && quoted ? 1 : 0;
      quoted ^= c == '"';
    }
    // a quotation mark that is never closed is text of the message
    return text.indexOf('}', from);
  }
}
