package dev.callgate.testapps.hostile;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Arguments whose every method leaves the file behind by itself, with no gate in between: whoever
 * calls one before the call was approved has run the application's code.
 */
final class Tripwire {
  private Tripwire() {}

  static String trip(String marker) {
    try {
      new FileOutputStream(marker).close();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return marker;
  }

  /** An ordinary class. */
  static final class Plain implements Comparable<Plain> {
    private final String marker;

    Plain(String marker) {
      this.marker = marker;
    }

    /** A getter, as a serialiser would look for it. */
    public String getMarker() {
      return trip(marker);
    }

    @Override
    public String toString() {
      return trip(marker);
    }

    @Override
    public int hashCode() {
      return trip(marker).length();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return trip(marker).equals(other);
    }

    @Override
    public int compareTo(Plain other) {
      return trip(marker).length();
    }
  }

  /** A record with an accessor of its own. */
  record Recorded(String marker) {
    @Override
    public String marker() {
      return trip(marker);
    }

    @Override
    public String toString() {
      return trip(marker);
    }

    @Override
    public int hashCode() {
      return trip(marker).length();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return trip(marker).equals(other);
    }
  }

  /** A text. */
  record Text(String marker) implements CharSequence {
    @Override
    public int length() {
      return trip(marker).length();
    }

    @Override
    public char charAt(int index) {
      return trip(marker).charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return trip(marker);
    }

    @Override
    public String toString() {
      return trip(marker);
    }
  }

  /** A number. */
  static final class Numeric extends Number {
    private static final long serialVersionUID = 1;
    private final String marker;

    Numeric(String marker) {
      this.marker = marker;
    }

    @Override
    public int intValue() {
      return trip(marker).length();
    }

    @Override
    public long longValue() {
      return intValue();
    }

    @Override
    public float floatValue() {
      return intValue();
    }

    @Override
    public double doubleValue() {
      return intValue();
    }

    @Override
    public String toString() {
      return trip(marker);
    }
  }

  /** A list that is computed. */
  static final class Lazy extends AbstractList<String> {
    private final String marker;

    Lazy(String marker) {
      this.marker = marker;
    }

    @Override
    public String get(int index) {
      return trip(marker);
    }

    @Override
    public int size() {
      return trip(marker).length();
    }

    @Override
    public Iterator<String> iterator() {
      trip(marker);
      return super.iterator();
    }

    @Override
    public String toString() {
      return trip(marker);
    }
  }

  /** A map that is computed. */
  static final class LazyMap extends AbstractMap<String, String> {
    private final String marker;

    LazyMap(String marker) {
      this.marker = marker;
    }

    @Override
    public Set<Map.Entry<String, String>> entrySet() {
      return Map.of(trip(marker), "").entrySet();
    }

    @Override
    public String toString() {
      return trip(marker);
    }
  }

  /** A subclass of something that a condition reads. */
  static final class Named extends File {
    private static final long serialVersionUID = 1;

    Named(String marker) {
      super(marker);
    }

    @Override
    public String getPath() {
      return trip(super.getPath());
    }

    @Override
    public String toString() {
      return trip(super.getPath());
    }
  }

  /** A subclass of a date, which is no final class. */
  static final class Dated extends java.util.Date {
    private static final long serialVersionUID = 1;
    private final String marker;

    Dated(String marker) {
      this.marker = marker;
    }

    @Override
    public long getTime() {
      return trip(marker).length();
    }

    @Override
    public String toString() {
      return trip(marker);
    }
  }

  /** An order for a sorted collection. */
  record Order(String marker) implements Comparator<String> {
    @Override
    public int compare(String one, String other) {
      return trip(marker).length();
    }
  }
}
