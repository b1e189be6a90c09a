package dev.callgate.policy.condition;

import dev.callgate.policy.SyntaxProblem;
import dev.callgate.policy.yaml.Quoted;
import java.util.ArrayList;
import java.util.List;

/** Reads JSON pointers (RFC 6901). In one of ours {@link #EACH} stands for every item. */
public final class JsonPointer {
  public static final String EACH = "*";

  private JsonPointer() {}

  /**
   * The parts of the pointer that begins at {@code from}, unescaped.
   *
   * @throws SyntaxProblem when it is none
   */
  public static List<String> parse(String text, int from) throws SyntaxProblem {
    List<String> parts = new ArrayList<>();
    if (!text.startsWith("/", from)) {
      throw new SyntaxProblem(
          "SCH005", from, "not a JSON pointer: " + Quoted.of(text), "begin it with /");
    }
    int start = from + 1;
    while (start <= text.length()) {
      int end = text.indexOf('/', start);
      end = end < 0 ? text.length() : end;
      String part = text.substring(start, end);
      for (int i = part.indexOf('~'); i >= 0; i = part.indexOf('~', i + 1)) {
        char c = i + 1 < part.length() ? part.charAt(i + 1) : ' ';
        if (c != '0' && c != '1') {
          throw new SyntaxProblem(
              "SCH005",
              start + i,
              "not a JSON pointer: " + Quoted.of(text),
              "~ is written ~0, and / in a name ~1");
        }
      }
      parts.add(part.replace("~1", "/").replace("~0", "~"));
      start = end + 1;
    }
    return parts;
  }
}
