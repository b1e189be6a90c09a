package dev.callgate.policy.condition;

import java.util.TimeZone;

/**
 * Whether the clock on the wall of a place shows a time of day on a day of the week. A window that
 * ends before it begins goes on after midnight and belongs to the day it began on. When clocks are
 * put forward the hour in between never comes; when they are put back an hour comes twice, and
 * counts both times.
 *
 * <p>{@link TimeZone} and not {@code java.time.ZoneId}, which looks for further zones on the class
 * path of the application before its main.
 *
 * @param days bit 0 is Monday
 * @param from minutes of the day, included
 * @param to minutes of the day, excluded; up to 24 hours
 * @param zone one of the JDK's own
 */
public record TimeWindow(int days, int from, int to, TimeZone zone) implements Condition {
  public static final int EVERY_DAY = 0b1111111;
  public static final int DAY = 24 * 60;
  private static final long MINUTE = 60_000;
  private static final int THURSDAY = 3;

  @Override
  public Truth test(CallView call) {
    long now = call.now();
    long minutes = Math.floorDiv(now + zone.getOffset(now), MINUTE);
    int minute = (int) Math.floorMod(minutes, (long) DAY);
    long day = Math.floorDiv(minutes, (long) DAY);
    if (from < to) {
      return Truth.of(isOn(day) && minute >= from && minute < to);
    }
    return Truth.of(minute >= from ? isOn(day) : minute < to && isOn(day - 1));
  }

  private boolean isOn(long day) {
    // the first of January 1970 was a Thursday
    return (days >> Math.floorMod(day + THURSDAY, 7L) & 1) == 1;
  }
}
