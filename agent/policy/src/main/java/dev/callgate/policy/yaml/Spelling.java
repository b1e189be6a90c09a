package dev.callgate.policy.yaml;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the word somebody meant. */
public final class Spelling {
  /**
   * No word of any file is this long; comparing takes time and memory with the product of the
   * lengths.
   */
  private static final int LONGEST = 100;

  private Spelling() {}

  /** {@code did you mean 'x'?}, or all words there are, or nothing when there are none. */
  public static String hint(String written, Collection<String> words) {
    String nearest = nearest(written, words);
    if (nearest != null) {
      return "did you mean '" + nearest + "'?";
    }
    return words.isEmpty() ? "" : "known here: " + String.join(", ", words);
  }

  /** The word closest to what was written; null when none is close. */
  public static @Nullable String nearest(String written, Collection<String> words) {
    if (written.length() > LONGEST) {
      return null;
    }
    String nearest = null;
    int least = Math.max(1, written.length() / 3) + 1;
    for (String word : words) {
      int distance = distance(simplified(written), simplified(word));
      if (distance < least) {
        least = distance;
        nearest = word;
      }
    }
    return nearest;
  }

  /** Case and the joining of words are what people get wrong most. */
  private static String simplified(String word) {
    return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }

  /** Insertions, deletions, replacements and swaps of neighbours between the two. */
  private static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        cost[i][j] = Math.min(replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
      }
    }
    return cost[a.length()][b.length()];
  }
}
