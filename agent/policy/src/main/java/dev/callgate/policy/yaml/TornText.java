package dev.callgate.policy.yaml;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Recognises {@code [a(b, c)]}: the comma belongs to YAML, which makes two texts of it without a
 * word. Method signatures are where it happens.
 */
final class TornText {
  private TornText() {}

  static List<YamlNode> inSequence(List<YamlNode> items, ProblemSink problems) {
    List<YamlNode> whole = new ArrayList<>();
    for (int at = 0; at < items.size(); ) {
      int end = end(items, at);
      whole.add(end > at + 1 ? torn(items.subList(at, end), problems) : items.get(at));
      at = end;
    }
    return whole;
  }

  static List<YamlEntry> inMapping(List<YamlEntry> entries, ProblemSink problems) {
    // what follows a torn value are keys without values
    List<YamlNode> texts = new ArrayList<>();
    List<YamlEntry> whole = new ArrayList<>();
    for (int at = 0; at < entries.size(); ) {
      texts.clear();
      texts.add(entries.get(at).value());
      for (int next = at + 1;
          next < entries.size() && isNothing(entries.get(next).value());
          next++) {
        texts.add(entries.get(next).key());
      }
      int parts = end(texts, 0);
      YamlEntry entry = entries.get(at);
      whole.add(
          parts > 1 ? new YamlEntry(entry.key(), torn(texts.subList(0, parts), problems)) : entry);
      at += parts;
    }
    return whole;
  }

  private static boolean isNothing(YamlNode node) {
    return node instanceof YamlScalar scalar && scalar.plain() && scalar.text().isEmpty();
  }

  /**
   * The end of the text that begins here: further than the next item when a parenthesis is left
   * open and closed later.
   */
  private static int end(List<YamlNode> texts, int start) {
    int open = 0;
    for (int at = start; at < texts.size(); at++) {
      String text = plain(texts.get(at));
      if (text == null) {
        return start + 1;
      }
      for (int i = 0; i < text.length(); i++) {
        open += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
      }
      if (open <= 0) {
        return at + 1;
      }
    }
    return start + 1;
  }

  private static @Nullable String plain(YamlNode node) {
    return node instanceof YamlScalar scalar && scalar.plain() ? scalar.text() : null;
  }

  private static YamlNode torn(List<YamlNode> parts, ProblemSink problems) {
    StringBuilder whole = new StringBuilder();
    for (YamlNode part : parts) {
      whole.append(whole.length() == 0 ? "" : ", ").append(plain(part));
    }
    Place at = parts.get(0).at();
    problems.report(
        at,
        "YAML009",
        "YAML splits this text at its comma",
        "put it in quotes: \"" + whole + "\", or on a line of its own after a dash");
    return new YamlBroken(at);
  }
}
