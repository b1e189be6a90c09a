package dev.callgate.policy.read;

import dev.callgate.policy.yaml.Quoted;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with an expression before anybody compiles it.
 *
 * @param flaw null when nothing is
 */
record RegexText(String code, @Nullable String flaw, String hint) {
  private static final int LONGEST = 1000;

  static RegexText of(String text) {
    if (text.length() > LONGEST) {
      return new RegexText(
          "TYP007", "a regular expression of more than 1000 characters", "split it");
    }
    String bare = text;
    for (String flags : new String[] {"(?i)", "(?s)", "(?is)", "(?si)"}) {
      bare = bare.startsWith(flags) ? bare.substring(flags.length()) : bare;
    }
    boolean ends = bare.endsWith("$") && !isEscaped(bare, bare.length() - 1);
    if (!bare.startsWith("^") || !ends) {
      return new RegexText(
          "MEAN017",
          "the regular expression " + Quoted.of(text) + " is not anchored",
          "the whole text has to fit: begin with ^, end with $, and write .* for anything");
    }
    return hasBareAlternative(bare)
        ? new RegexText(
            "MEAN017",
            "the anchors of " + Quoted.of(text) + " belong to the first and last alternative only",
            "put the alternatives into a group: ^(a|b)$")
        : new RegexText("", null, "");
  }

  private static boolean isEscaped(String text, int at) {
    int before = at - 1;
    while (before >= 0 && text.charAt(before) == '\\') {
      before--;
    }
    return (at - before) % 2 == 0;
  }

  /** Whether a bar stands outside of every group and class. */
  private static boolean hasBareAlternative(String text) {
    int groups = 0;
    boolean inClass = false;
    for (int at = 0; at < text.length(); at++) {
      switch (text.charAt(at)) {
        case '\\' -> at++;
        case '[' -> inClass = true;
        case ']' -> inClass = false;
        case '(' -> groups += inClass ? 0 : 1;
        case ')' -> groups -= inClass ? 0 : 1;
        case '|' -> {
          if (groups == 0 && !inClass) {
            return true;
          }
        }
        default -> {
          // stands for itself
        }
      }
    }
    return false;
  }
}
