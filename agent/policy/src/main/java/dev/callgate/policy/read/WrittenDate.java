package dev.callgate.policy.read;

import dev.callgate.policy.yaml.ProblemSink;
import dev.callgate.policy.yaml.Quoted;
import dev.callgate.policy.yaml.YamlScalar;
import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Days, which are days of UTC, and moments as a policy writes them. */
final class WrittenDate {
  private static final long DAY = 24L * 60 * 60 * 1000;
  private static final String FORM = "9999-99-99";
  private static final String TIME = "T99:99:99";
  private static final String OFFSET = "+99:99";

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

  /**
   * Noon of a day, or a moment with its offset from UTC, {@code 2026-05-06T10:00:00+02:00}; in
   * milliseconds since 1970; null when reported.
   */
  static @Nullable Long moment(YamlScalar scalar, ProblemSink problems) {
    String text = scalar.text();
    Long day = day(text.substring(0, Math.min(text.length(), FORM.length())));
    if (day != null && text.length() == FORM.length()) {
      return day * DAY + DAY / 2;
    }
    Integer seconds = day == null ? null : seconds(text.substring(FORM.length()));
    if (day == null || seconds == null) {
      problems.report(
          scalar.at(),
          "SCH005",
          "neither a day nor a moment: " + Quoted.of(text),
          "write 2027-03-31 or \"2027-03-31T10:00:00+02:00\"");
      return null;
    }
    return day * DAY + seconds * 1000L;
  }

  /** Seconds of the day at UTC, which may lie in the day before or after; null when malformed. */
  private static @Nullable Integer seconds(String text) {
    boolean utc = text.length() == TIME.length() + 1 && text.endsWith("Z");
    if (!utc && text.length() != TIME.length() + OFFSET.length()) {
      return null;
    }
    String form = utc ? TIME + "Z" : TIME + OFFSET;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      boolean fits =
          switch (form.charAt(at)) {
            case '9' -> c >= '0' && c <= '9';
            case '+' -> c == '+' || c == '-';
            default -> c == form.charAt(at);
          };
      if (!fits) {
        return null;
      }
    }
    int hour = number(text, 1);
    int minute = number(text, 4);
    int second = number(text, 7);
    int offset = utc ? 0 : number(text, 10) * 60 + number(text, 13);
    if (hour > 23 || minute > 59 || second > 59 || offset > 18 * 60) {
      return null;
    }
    int sign = !utc && text.charAt(TIME.length()) == '-' ? -1 : 1;
    return hour * 3600 + minute * 60 + second - sign * offset * 60;
  }

  private static int number(String text, int at) {
    return Integer.parseInt(text.substring(at, at + 2));
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
