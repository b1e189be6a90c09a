package dev.callgate.policy.read;

import dev.callgate.policy.yaml.ProblemSink;
import dev.callgate.policy.yaml.Quoted;
import dev.callgate.policy.yaml.YamlScalar;
import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Days as a policy writes them, {@code 2027-03-31}, all of them days of UTC. */
final class WrittenDate {
  private static final long DAY = 24L * 60 * 60 * 1000;
  private static final String FORM = "9999-99-99";

  private WrittenDate() {}

  /** The first millisecond after the day, since 1970; null when reported. */
  static @Nullable Long end(YamlScalar scalar, ProblemSink problems) {
    Long day = day(scalar.text());
    if (day == null) {
      problems.report(
          scalar.at(), "SCH005", "not a day: " + Quoted.of(scalar.text()), "write 2027-03-31");
    }
    return day == null ? null : (day + 1) * DAY;
  }

  /** Noon of the day, in milliseconds since 1970; null when reported. */
  static @Nullable Long noon(YamlScalar scalar, ProblemSink problems) {
    Long end = end(scalar, problems);
    return end == null ? null : end - DAY / 2;
  }

  /** Days since 1970. By hand: a formatter wakes up half of the JDK before the program's main. */
  private static @Nullable Long day(String text) {
    if (text.length() != FORM.length()) {
      return null;
    }
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      boolean fits = FORM.charAt(at) == '-' ? c == '-' : c >= '0' && c <= '9';
      if (!fits) {
        return null;
      }
    }
    try {
      return LocalDate.of(
              Integer.parseInt(text.substring(0, 4)),
              Integer.parseInt(text.substring(5, 7)),
              Integer.parseInt(text.substring(8)))
          .toEpochDay();
    } catch (DateTimeException e) {
      // no such day in the calendar
      return null;
    }
  }
}
