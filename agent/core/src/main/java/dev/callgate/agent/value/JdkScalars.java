package dev.callgate.agent.value;

import java.time.Instant;
import java.util.Date;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's own final value types, whose text form is the JDK's own code. Decided by exact class
 * and by the loader that defined it: a class of the application that only carries such a name is
 * not one.
 */
final class JdkScalars {
  private static final Set<String> PLAIN =
      Set.of(
          "java.lang.Boolean",
          "java.lang.Byte",
          "java.lang.Short",
          "java.lang.Integer",
          "java.lang.Long",
          "java.lang.Float",
          "java.lang.Double",
          "java.math.BigInteger",
          "java.util.concurrent.atomic.AtomicInteger",
          "java.util.concurrent.atomic.AtomicLong",
          "java.util.concurrent.atomic.AtomicBoolean");
  private static final Set<String> QUOTED =
      Set.of(
          "java.lang.Character",
          "java.lang.StringBuilder",
          "java.lang.StringBuffer",
          "java.util.UUID",
          "java.net.URI",
          "java.util.Currency",
          "java.util.Locale",
          "java.time.Instant",
          "java.time.Duration",
          "java.time.Period",
          "java.time.LocalDate",
          "java.time.LocalTime",
          "java.time.LocalDateTime",
          "java.time.ZonedDateTime",
          "java.time.OffsetDateTime",
          "java.time.OffsetTime",
          "java.time.Year",
          "java.time.YearMonth",
          "java.time.MonthDay",
          "java.time.ZoneOffset",
          "java.time.ZoneRegion",
          "java.io.File");
  private static final Set<String> MOMENTS = Set.of("java.util.Date", "java.sql.Timestamp");
  // Their text is a day or a time of day; the moment behind it is part of the value too.
  private static final Set<String> DAYS = Set.of("java.sql.Date", "java.sql.Time");

  private JdkScalars() {}

  static @Nullable Value read(Object value) {
    Class<?> type = value.getClass();
    if (type == String.class) {
      return new Value.Scalar("java.lang.String", (String) value, /* quoted= */ true);
    }
    if (type == java.math.BigDecimal.class) {
      java.math.BigDecimal number = (java.math.BigDecimal) value;
      // Not the plain form of 1E+1000000000, which would fill the heap.
      boolean short_ = Math.abs((long) number.scale()) < 1000;
      return new Value.Scalar(
          "java.math.BigDecimal",
          short_ ? number.toPlainString() : number.toString(),
          /* quoted= */ false);
    }
    if (value instanceof Enum<?> constant) {
      return new Value.Scalar(
          constant.getDeclaringClass().getName(), constant.name(), /* quoted= */ false);
    }
    if (type == Class.class) {
      return new Value.Scalar("java.lang.Class", ((Class<?>) value).getName(), /* quoted= */ false);
    }
    if (!ValueReader.isJdk(type)) {
      return null;
    }
    String name = type.getName();
    if (PLAIN.contains(name)) {
      return new Value.Scalar(name, value.toString(), /* quoted= */ false);
    }
    if (MOMENTS.contains(name)) {
      return new Value.Scalar(name, ((Date) value).toInstant().toString(), /* quoted= */ true);
    }
    if (DAYS.contains(name)) {
      String text = value + " = " + Instant.ofEpochMilli(((Date) value).getTime());
      return new Value.Scalar(name, text, /* quoted= */ true);
    }
    if (QUOTED.contains(name)
        || value instanceof java.nio.file.Path && name.startsWith("sun.nio.fs.")) {
      return new Value.Scalar(name, value.toString(), /* quoted= */ true);
    }
    return null;
  }
}
