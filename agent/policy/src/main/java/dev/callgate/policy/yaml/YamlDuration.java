package dev.callgate.policy.yaml;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A time span as files write it: a whole number and one of {@code s m h d}. */
public final class YamlDuration {
  /** Ten years; longer is a slip of the finger, and far from any overflow. */
  private static final int MOST_DIGITS = 9;

  private static final Duration LONGEST = Duration.ofDays(3653);

  private YamlDuration() {}

  /** The span, longer than nothing; null when it is none, which was then reported. */
  public static @Nullable Duration of(YamlScalar scalar, ProblemSink problems) {
    Duration duration = parse(scalar.text());
    if (duration == null) {
      String message = "not a duration: " + Quoted.of(scalar.text());
      problems.report(
          scalar.at(),
          "SCH005",
          message,
          "write a whole number and s, m, h or d, such as 30s, 15m, 4h or 7d");
    }
    return duration;
  }

  /** The span, longer than nothing and at most ten years; null when the text is none. */
  public static @Nullable Duration parse(String text) {
    int digits = text.length() - 1;
    if (digits < 1 || digits > MOST_DIGITS) {
      return null;
    }
    long count = 0;
    for (int at = 0; at < digits; at++) {
      char c = text.charAt(at);
      if (c < '0' || c > '9') {
        return null;
      }
      count = count * 10 + (c - '0');
    }
    Duration duration =
        switch (text.charAt(digits)) {
          case 's' -> Duration.ofSeconds(count);
          case 'm' -> Duration.ofMinutes(count);
          case 'h' -> Duration.ofHours(count);
          case 'd' -> Duration.ofDays(count);
          default -> Duration.ZERO;
        };
    return duration.isZero() || duration.compareTo(LONGEST) > 0 ? null : duration;
  }
}
