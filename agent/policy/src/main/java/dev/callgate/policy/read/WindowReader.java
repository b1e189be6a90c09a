package dev.callgate.policy.read;

import dev.callgate.policy.condition.TimeWindow;
import dev.callgate.policy.yaml.ProblemSink;
import dev.callgate.policy.yaml.Quoted;
import dev.callgate.policy.yaml.Spelling;
import dev.callgate.policy.yaml.YamlKeys;
import dev.callgate.policy.yaml.YamlScalar;
import dev.callgate.policy.yaml.YamlSection;
import java.util.Arrays;
import java.util.List;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/** Reads {@code time: {days, from, to, zone}}. */
final class WindowReader {
  static final YamlKeys KEYS = YamlKeys.of("time", "days", "from", "to", "zone");

  private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
  private static final String FORM = "99:99";

  private final ProblemSink problems;

  WindowReader(ProblemSink problems) {
    this.problems = problems;
  }

  /** Null when it could not be read, which was then reported. */
  @Nullable TimeWindow read(YamlSection section) {
    TimeZone zone = zone(section);
    int days = days(section);
    YamlScalar from = section.scalar("from");
    YamlScalar to = section.scalar("to");
    if (section.has("from") != section.has("to")) {
      problems.report(
          section.at(), "SCH001", "'from' and 'to' go together", "leave both out for whole days");
      return null;
    }
    if (!section.has("from") && !section.has("days")) {
      problems.report(
          section.at(), "MEAN003", "a time that is always", "name days, or from and to");
      return null;
    }
    Integer begin = from == null ? Integer.valueOf(0) : minutes(from);
    Integer end = to == null ? Integer.valueOf(TimeWindow.DAY) : minutes(to);
    if (zone == null || days == 0 || begin == null || end == null) {
      return null;
    }
    if (from != null && (begin.equals(end) || begin == TimeWindow.DAY)) {
      problems.report(
          from.at(),
          "MEAN004",
          "a time of no length",
          "leave 'from' and 'to' out for whole days; 'to' itself is outside");
      return null;
    }
    return new TimeWindow(days, begin, end, zone);
  }

  private @Nullable TimeZone zone(YamlSection section) {
    section.require("zone");
    YamlScalar scalar = section.scalar("zone");
    if (scalar == null) {
      return null;
    }
    // an unknown zone would silently be Greenwich
    for (String known : TimeZone.getAvailableIDs()) {
      if (known.equals(scalar.text()) && (known.indexOf('/') > 0 || known.equals("UTC"))) {
        return TimeZone.getTimeZone(known);
      }
    }
    problems.report(
        scalar.at(),
        "REF011",
        "unknown time zone " + Quoted.of(scalar.text()),
        Spelling.hint(scalar.text(), Arrays.asList("UTC", "Europe/Berlin", "America/New_York")));
    return null;
  }

  private int days(YamlSection section) {
    if (!section.has("days")) {
      return TimeWindow.EVERY_DAY;
    }
    int days = 0;
    for (YamlScalar scalar : section.scalars("days")) {
      int day = DAYS.indexOf(scalar.text());
      if (day < 0) {
        problems.report(
            scalar.at(),
            "SCH004",
            "unknown day " + Quoted.of(scalar.text()),
            Spelling.hint(scalar.text(), DAYS));
        return 0;
      }
      days |= 1 << day;
    }
    return days;
  }

  /** Minutes of the day; null when reported. */
  private @Nullable Integer minutes(YamlScalar scalar) {
    String text = scalar.text();
    boolean formed = text.length() == FORM.length();
    for (int at = 0; formed && at < text.length(); at++) {
      char c = text.charAt(at);
      formed = FORM.charAt(at) == ':' ? c == ':' : c >= '0' && c <= '9';
    }
    int hour = formed ? Integer.parseInt(text.substring(0, 2)) : 0;
    int minute = formed ? Integer.parseInt(text.substring(3)) : 0;
    if (formed && (hour < 24 && minute < 60 || hour == 24 && minute == 0)) {
      if (scalar.plain()) {
        problems.report(
            scalar.at(),
            "YAML006",
            "plain " + Quoted.of(text) + " means different things in YAML 1.1 and 1.2",
            "quote it: \"" + text + "\"");
      }
      return hour * 60 + minute;
    }
    problems.report(
        scalar.at(), "SCH005", "not a time of day: " + Quoted.of(text), "write \"09:00\"");
    return null;
  }
}
