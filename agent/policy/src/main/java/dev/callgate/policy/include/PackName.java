package dev.callgate.policy.include;

import org.jspecify.annotations.Nullable;

/**
 * A pack and the major version of it that a policy wants.
 *
 * @param name lower-case letters, digits and dashes
 * @param major from 1
 */
public record PackName(String name, int major) {
  private static final int LONGEST = 64;
  private static final int MOST_DIGITS = 4;

  /** What {@code NAME@MAJOR} says; null when it says nothing of the kind. */
  public static @Nullable PackName of(String text) {
    int at = text.indexOf('@');
    if (at < 1 || !isName(text.substring(0, at))) {
      return null;
    }
    int major = number(text.substring(at + 1));
    return major < 1 ? null : new PackName(text.substring(0, at), major);
  }

  /** Whether a pack may have this name, which is also the name of a folder. */
  public static boolean isName(String text) {
    if (text.isEmpty() || text.length() > LONGEST || text.charAt(0) < 'a' || text.charAt(0) > 'z') {
      return false;
    }
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      boolean letter = c >= 'a' && c <= 'z';
      if (!letter && !(c >= '0' && c <= '9') && c != '-') {
        return false;
      }
    }
    return true;
  }

  private static int number(String digits) {
    if (digits.isEmpty() || digits.length() > MOST_DIGITS || digits.charAt(0) == '0') {
      return 0;
    }
    int number = 0;
    for (int at = 0; at < digits.length(); at++) {
      char c = digits.charAt(at);
      if (c < '0' || c > '9') {
        return 0;
      }
      number = number * 10 + c - '0';
    }
    return number;
  }

  /** As a policy includes it: {@code pack:jdbc@1}. */
  @Override
  public String toString() {
    return "pack:" + name + "@" + major;
  }
}
