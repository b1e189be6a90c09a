package dev.callgate.policy.yaml;

import java.util.List;

/** A value of a file as its author wrote it, on one line of bounded length. */
public final class Written {
  private static final int LONGEST = 100;

  private Written() {}

  /** Cut with three dots where it is too long. */
  public static String of(YamlNode node) {
    StringBuilder text = new StringBuilder();
    append(node, text);
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text.toString();
  }

  private static void append(YamlNode node, StringBuilder text) {
    if (text.length() > LONGEST) {
      return;
    }
    if (node instanceof YamlScalar scalar) {
      append(scalar, text);
    } else if (node instanceof YamlSequence sequence) {
      List<YamlNode> items = sequence.items();
      text.append('[');
      for (int at = 0; at < items.size() && text.length() <= LONGEST; at++) {
        text.append(at == 0 ? "" : ", ");
        append(items.get(at), text);
      }
      text.append(']');
    } else if (node instanceof YamlMapping mapping) {
      List<YamlEntry> entries = mapping.entries();
      text.append('{');
      for (int at = 0; at < entries.size() && text.length() <= LONGEST; at++) {
        text.append(at == 0 ? "" : ", ").append(entries.get(at).key().text()).append(": ");
        append(entries.get(at).value(), text);
      }
      text.append('}');
    }
  }

  private static void append(YamlScalar scalar, StringBuilder text) {
    text.append(scalar.plain() ? "" : "\"");
    String value = scalar.text();
    for (int at = 0; at < value.length() && at <= LONGEST; at++) {
      char c = value.charAt(at);
      text.append(Character.isISOControl(c) || c == '\u2028' || c == '\u2029' ? ' ' : c);
    }
    text.append(scalar.plain() ? "" : "\"");
  }
}
