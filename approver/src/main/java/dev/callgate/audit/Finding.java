package dev.callgate.audit;

import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong with a log.
 *
 * @param index the entry's, from 0; null when it is of no single entry
 * @param kind the entry's type, or the file
 * @param what in words
 */
public record Finding(@Nullable Long index, String kind, String what) {
  @Override
  public String toString() {
    return (index == null ? "" : "entry " + index + ", ") + kind + ": " + what;
  }
}
