package dev.callgate.policy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text with references to arguments in it, each a name or an index in braces; a doubled brace
 * stands for one.
 *
 * @param parts in order
 * @param flaw offset of a brace without its partner; null in a well-formed template
 */
public record MessageTemplate(List<Part> parts, @Nullable Integer flaw) {
  /** A piece of text, or the name or index of an argument. */
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
      int close = c == '{' ? text.indexOf('}', at) : -1;
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
}
