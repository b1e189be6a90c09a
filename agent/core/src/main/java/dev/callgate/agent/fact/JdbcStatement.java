package dev.callgate.agent.fact;

import dev.callgate.policy.view.sql.SqlDialect;
import dev.callgate.policy.view.sql.SqlText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of one statement. Thread-safe. */
final class JdbcStatement {
  /** Longer texts are neither kept nor looked at. */
  static final int LONGEST = 64 * 1024;

  private static final List<String> HARMLESS =
      List.of("select", "values", "show", "explain", "describe", "table");

  // Their count is 0 by java.sql.Statement.
  private static final List<String> DEFINING =
      List.of("create", "alter", "drop", "grant", "revoke", "comment");

  private final JdbcConnection connection;
  private final boolean updatable;
  private @Nullable String text;
  private boolean disputed;

  /**
   * @param text what it was prepared from; null when it was not, or nobody can say
   * @param updatable whether rows may be changed through its result
   */
  JdbcStatement(JdbcConnection connection, @Nullable String text, boolean updatable) {
    this.connection = connection;
    this.text = text == null || text.length() > LONGEST ? null : text;
    this.updatable = updatable;
  }

  JdbcConnection connection() {
    return connection;
  }

  boolean isUpdatable() {
    return updatable;
  }

  /** What it was prepared from; null when nobody can say. */
  synchronized @Nullable String text() {
    return disputed ? null : text;
  }

  /** It was handed out again. Whoever says that it is made of another text is not believed. */
  synchronized void preparedAgain(@Nullable String again) {
    disputed |= text == null || !text.equals(again);
  }

  /** Whether no count says that the text changes rows; false when nobody can say. */
  static boolean changesNothing(@Nullable String sql) {
    SqlText read = sql == null || sql.length() > LONGEST ? null : SqlText.read(sql, SqlDialect.ANY);
    return read != null && (all(read, HARMLESS) || all(read, DEFINING));
  }

  private static boolean all(SqlText read, List<String> verbs) {
    return read.verbs().complete()
        && verbs.containsAll(read.verbs().certain())
        && verbs.containsAll(read.verbs().possible());
  }

  /** Whether the text is one statement, so that one count says all. */
  static boolean isOne(@Nullable String sql) {
    SqlText read = sql == null || sql.length() > LONGEST ? null : SqlText.read(sql, SqlDialect.ANY);
    return read != null && read.statements() == 1;
  }
}
