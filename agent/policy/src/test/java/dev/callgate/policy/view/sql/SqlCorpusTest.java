package dev.callgate.policy.view.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.callgate.policy.condition.Truth;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Statements of several databases, and those that can be started run them. */
class SqlCorpusTest {
  private static final List<String> SCHEMA =
      List.of(
          "create table t (id int primary key, a int, b int, name varchar(20))",
          "create table u (id int primary key, a int)",
          "insert into t (id, a, b, name) values (1, 1, 1, 'one'), (2, 2, 2, 'two'), (3, 3, 3, null)",
          "insert into u (id, a) values (1, 1), (2, 2)");

  @ParameterizedTest
  @MethodSource("dev.callgate.policy.view.sql.CorpusLine#all")
  void whatAStatementDoesIsSeen(CorpusLine line) {
    SqlText seen = SqlText.read(line.statement(), SqlDialect.ANY);

    if (line.certain().contains("undecided")) {
      assertThat(seen).isNull();
      return;
    }
    Objects.requireNonNull(seen);
    assertThat(new TreeSet<>(seen.verbs().certain())).isEqualTo(line.certain());
    assertThat(new TreeSet<>(seen.verbs().possible())).isEqualTo(line.possible());
    assertThat(seen.missingWhere()).isEqualTo(line.missingWhere());
  }

  @Test
  void theCorpusIsNotEmpty() {
    assertThat(CorpusLine.all()).hasSizeGreaterThan(200);
    assertThat(onRealDatabases()).hasSizeGreaterThan(300);
  }

  /** Otherwise the corpus would be about statements that no database runs. */
  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("onRealDatabases")
  void theDatabaseRunsIt(String database, CorpusLine line) throws SQLException {
    try (Connection connection = open(database)) {
      assertThatCode(() -> run(connection, line.statement())).doesNotThrowAnyException();
    }
  }

  /** The number of rows that are left or changed is the database's own answer. */
  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("changesOnRealDatabases")
  void aStatementWithoutAConditionChangesAllRows(String database, CorpusLine line)
      throws SQLException {
    try (Connection connection = open(database);
        Statement statement = connection.createStatement()) {
      int changed = statement.executeUpdate(line.statement());

      assertThat(changed == 3).isEqualTo(line.missingWhere() == Truth.TRUE);
    }
  }

  static List<Arguments> onRealDatabases() {
    List<Arguments> runs = new ArrayList<>();
    for (CorpusLine line : CorpusLine.all()) {
      for (String database : List.of("h2", "h2-pg", "h2-my", "sqlite")) {
        if (line.databases().contains(database)) {
          runs.add(Arguments.of(database, line));
        }
      }
    }
    return runs;
  }

  static Stream<Arguments> changesOnRealDatabases() {
    return onRealDatabases().stream()
        .filter(
            run -> {
              CorpusLine line = (CorpusLine) run.get()[1];
              String statement = line.statement();
              boolean plain =
                  statement.startsWith("update t") || statement.startsWith("delete from t");
              boolean few = statement.contains("limit") || statement.contains("fetch");
              return plain
                  && !few
                  && line.missingWhere() != Truth.UNDECIDED
                  && statement.indexOf(';') < 0
                  && statement.indexOf('?') < 0
                  // those whose condition happens to hold for every row
                  && !statement.contains("length(name)")
                  && !statement.contains("id < 9")
                  && !statement.contains("between 1 and 5")
                  && !statement.contains("not (id = 1 and a = 2)");
            });
  }

  private static Connection open(String database) throws SQLException {
    String name = "mem:" + UUID.randomUUID();
    Connection connection =
        DriverManager.getConnection(
            switch (database) {
              case "h2" -> "jdbc:h2:" + name;
              case "h2-pg" -> "jdbc:h2:" + name + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE";
              case "h2-my" -> "jdbc:h2:" + name + ";MODE=MySQL;CASE_INSENSITIVE_IDENTIFIERS=TRUE";
              default -> "jdbc:sqlite::memory:";
            });
    try (Statement statement = connection.createStatement()) {
      for (String part : SCHEMA) {
        statement.executeUpdate(part);
      }
    }
    return connection;
  }

  private static void run(Connection connection, String sql) throws SQLException {
    if (sql.indexOf('?') >= 0) {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        assertThat(statement.getParameterMetaData().getParameterCount()).isPositive();
      }
      return;
    }
    connection.setAutoCommit(sql.indexOf("commit") < 0 && sql.indexOf("rollback") < 0);
    try (Statement statement = connection.createStatement()) {
      boolean rows = statement.execute(sql);
      try (ResultSet result = rows ? statement.getResultSet() : null) {
        assertThat(result == null || !result.isClosed()).isTrue();
      }
    }
  }
}
