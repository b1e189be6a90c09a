package dev.callgate.cli.terminal;

import dev.callgate.cli.system.Failure;
import dev.callgate.policy.yaml.YamlDuration;
import java.time.Duration;

/** Spans of time as people write them: {@code 30s}, {@code 15m}, {@code 24h}, {@code 7d}. */
public final class TimeSpan {
  private static final String FORM = "write a number and s, m, h or d, such as 30s";

  private TimeSpan() {}

  /**
   * Checks what an option says and hands it on as written, because the agent reads the same form.
   */
  public static String checked(String option, String text) throws Failure {
    if (text.length() < 2
        || text.length() > 8
        || "smhd".indexOf(text.charAt(text.length() - 1)) < 0) {
      throw Failure.usage("not a time: " + option + " " + text + "; " + FORM);
    }
    boolean positive = false;
    for (int i = 0; i < text.length() - 1; i++) {
      char digit = text.charAt(i);
      if (digit < '0' || digit > '9') {
        throw Failure.usage("not a time: " + option + " " + text + "; " + FORM);
      }
      positive |= digit != '0';
    }
    if (!positive) {
      throw Failure.usage("no time at all: " + option + " " + text + "; " + FORM);
    }
    return text;
  }

  /**
   * The time that an option says.
   *
   * @throws Failure when it is none, is no time at all, or is longer than ten years
   */
  public static Duration parse(String option, String text) throws Failure {
    Duration duration = YamlDuration.parse(text);
    if (duration == null) {
      throw Failure.usage("not a time: " + option + " " + text + "; " + FORM);
    }
    return duration;
  }

  /** The two largest parts: {@code 23h 59m}, {@code 12s}, {@code 0s}. */
  public static String words(long millis) {
    long seconds = Math.max(0, (millis + 999) / 1000);
    if (seconds >= 2 * 86_400) {
      return seconds / 86_400 + "d " + seconds % 86_400 / 3600 + "h";
    }
    if (seconds >= 3600) {
      return seconds / 3600 + "h " + seconds % 3600 / 60 + "m";
    }
    if (seconds >= 60) {
      return seconds / 60 + "m " + seconds % 60 + "s";
    }
    return seconds + "s";
  }
}
