package dev.callgate.approver.store;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a database's error is about, by its SQLSTATE. */
final class Trouble {
  // Somebody else's transaction was in the way: serialization failure, deadlock.
  private static final Set<String> AGAIN = Set.of("40001", "40P01");

  // Somebody waits for a lock too long; the server shuts down, starts, or has no connection left.
  private static final Set<String> AWAY = Set.of("55P03", "57P01", "57P02", "57P03", "53300");

  private Trouble() {}

  /** Whether the same transaction may well succeed when it is run once more. */
  static boolean isWorthAnotherTry(Throwable failure) {
    SQLException cause = cause(failure);
    return cause != null && AGAIN.contains(String.valueOf(cause.getSQLState()));
  }

  /** Whether it is the connection that failed, and not what was asked. */
  static boolean isAway(Throwable failure) {
    SQLException cause = cause(failure);
    if (cause == null) {
      return false;
    }
    String state = String.valueOf(cause.getSQLState());
    return cause instanceof SQLTransientConnectionException
        || state.startsWith("08")
        || AWAY.contains(state);
  }

  /** One line. */
  static String words(Throwable failure) {
    String words = failure.getClass().getSimpleName();
    // The innermost that says anything knows: the others say that something failed.
    for (Throwable each = failure; each != null; each = each.getCause()) {
      String message = each.getMessage();
      if (message != null && !message.isBlank()) {
        words = message.strip().lines().findFirst().orElse(words);
      }
    }
    return words;
  }

  private static @Nullable SQLException cause(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof SQLException sql) {
        return sql;
      }
    }
    return null;
  }
}
