package dev.callgate.policy.view.sql;

import dev.callgate.policy.condition.Several;
import dev.callgate.policy.condition.Truth;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all readings of a text together say about it.
 *
 * @param missingWhere whether rows are updated or deleted without a condition
 * @param statements how many there are; -1 when that depends on the reading
 */
public record SqlText(Several verbs, Truth missingWhere, int statements) {
  private static final int LONGEST = 256 * 1024;

  /** Readings of one text, and signs that all of them together look at. */
  private static final int MOST_READINGS = 64;

  private static final int MOST_SIGNS = 2 * 1024 * 1024;

  /** Null when it cannot be said. */
  public static @Nullable SqlText read(String text, SqlDialect dialect) {
    if (text.length() > LONGEST || text.indexOf('\0') >= 0) {
      return null;
    }
    SqlTokens tokens = new SqlTokens(text);
    SqlText all = null;
    // pairs of the bits that are on and those that are not open any more
    int[] waiting = new int[MOST_READINGS * 2 + 2];
    int size = 0;
    waiting[size++] = dialect.on;
    waiting[size++] = ~dialect.open;
    for (int readings = 0; size > 0; readings++) {
      if (readings >= MOST_READINGS || readings * (long) text.length() > MOST_SIGNS) {
        return null;
      }
      int known = waiting[--size];
      int on = waiting[--size];
      SqlTokens.Ending ending = tokens.scan(on);
      SqlShape shape = ending == SqlTokens.Ending.WHOLE ? SqlShape.of(tokens) : null;
      int unknown = tokens.met() & ~known;
      if (unknown != 0) {
        int bit = Integer.lowestOneBit(unknown);
        if (size + 4 > waiting.length) {
          return null;
        }
        waiting[size++] = on;
        waiting[size++] = known | bit;
        waiting[size++] = on | bit;
        waiting[size++] = known | bit;
      } else if (ending != SqlTokens.Ending.REJECTED) {
        SqlText one = shape == null ? null : of(shape);
        if (one == null) {
          return null;
        }
        all = all == null ? one : all.and(one);
      }
    }
    return all;
  }

  private static SqlText of(SqlShape shape) {
    List<String> possible = shape.possible();
    possible.removeAll(shape.certain());
    return new SqlText(
        new Several(shape.certain(), possible, true), shape.missingWhere(), shape.statements());
  }

  private SqlText and(SqlText other) {
    List<String> certain = new ArrayList<>(verbs.certain());
    certain.retainAll(other.verbs.certain());
    List<String> possible = new ArrayList<>();
    addOthers(possible, verbs, certain);
    addOthers(possible, other.verbs, certain);
    return new SqlText(
        new Several(certain, possible, true),
        missingWhere == other.missingWhere ? missingWhere : Truth.UNDECIDED,
        statements == other.statements ? statements : -1);
  }

  private static void addOthers(List<String> possible, Several verbs, List<String> certain) {
    for (List<String> some : List.of(verbs.certain(), verbs.possible())) {
      for (String verb : some) {
        if (!certain.contains(verb) && !possible.contains(verb)) {
          possible.add(verb);
        }
      }
    }
  }
}
