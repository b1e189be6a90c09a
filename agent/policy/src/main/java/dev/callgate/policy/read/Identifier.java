package dev.callgate.policy.read;

import dev.callgate.policy.yaml.ProblemSink;
import dev.callgate.policy.yaml.Quoted;
import dev.callgate.policy.yaml.YamlScalar;

/** Names that a policy gives: of itself, its rules, lists and conditions. */
final class Identifier {
  private static final int LONGEST = 64;

  private Identifier() {}

  /**
   * Reports a name that is not lower-case letters, digits, dashes and underscores, beginning with a
   * letter.
   */
  static void check(YamlScalar scalar, String what, ProblemSink problems) {
    if (!isValid(scalar.text())) {
      problems.report(
          scalar.at(),
          "SCH005",
          "not a name for a " + what + ": " + Quoted.of(scalar.text()),
          "use lower-case letters, digits, - and _, beginning with a letter, at most " + LONGEST);
    }
  }

  private static boolean isValid(String text) {
    if (text.isEmpty() || text.length() > LONGEST || text.charAt(0) < 'a' || text.charAt(0) > 'z') {
      return false;
    }
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      boolean letter = c >= 'a' && c <= 'z';
      if (!letter && !(c >= '0' && c <= '9') && c != '-' && c != '_') {
        return false;
      }
    }
    return true;
  }

  /** Whether this is a code such as {@code MONEY_OUT}. */
  static boolean isReasonCode(String text) {
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      boolean letter = c >= 'A' && c <= 'Z';
      if (!letter && (at == 0 || !((c >= '0' && c <= '9') || c == '_'))) {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= LONGEST;
  }
}
