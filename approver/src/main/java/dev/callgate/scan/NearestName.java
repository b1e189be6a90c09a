package dev.callgate.scan;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Finds the class that somebody meant, among some ten thousand. */
final class NearestName {
  private NearestName() {}

  /**
   * The binary name closest to what was written: of the same simple name in another package, or a
   * few letters away; null when none is close. Among equals the first in the alphabet, so that the
   * answer is always the same.
   */
  static @Nullable String of(String written, Collection<String> names) {
    int most = Math.max(2, Math.min(6, written.length() / 8));
    String wanted = flat(written);
    String simple = simpleName(wanted);
    String nearest = null;
    int least = Integer.MAX_VALUE;
    for (String name : names) {
      String candidate = flat(name);
      int distance = distance(wanted, candidate, most);
      if (distance > most && simpleName(candidate).equals(simple) && simple.length() > 3) {
        // Worse than any typo, and the better the more of the package is the same.
        distance = most + 1000 - commonPrefix(wanted, candidate);
      }
      if (distance <= most || distance > most + 1 && distance <= most + 1000) {
        if (distance < least
            || distance == least && (nearest == null || name.compareTo(nearest) < 0)) {
          least = distance;
          nearest = name;
        }
      }
    }
    return nearest;
  }

  // A nested class is written with a dollar, and everybody writes a dot at first.
  private static String flat(String name) {
    return name.replace('$', '.');
  }

  private static String simpleName(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static int commonPrefix(String a, String b) {
    int same = 0;
    while (same < Math.min(a.length(), b.length()) && a.charAt(same) == b.charAt(same)) {
      same++;
    }
    return Math.min(same, 998);
  }

  /**
   * Insertions, deletions and replacements between the two; more than {@code most} is not counted.
   */
  private static int distance(String a, String b, int most) {
    if (Math.abs(a.length() - b.length()) > most) {
      return most + 1;
    }
    int[] before = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      before[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      int best = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = before[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(before[j], row[j - 1]) + 1);
        best = Math.min(best, row[j]);
      }
      if (best > most) {
        return most + 1;
      }
      int[] swap = before;
      before = row;
      row = swap;
    }
    return before[b.length()];
  }
}
