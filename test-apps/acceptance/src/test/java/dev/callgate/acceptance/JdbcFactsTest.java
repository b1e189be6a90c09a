package dev.callgate.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.acceptance.harness.AgentConfiguration;
import dev.callgate.acceptance.harness.ApproverProcess;
import dev.callgate.acceptance.harness.ChildProcess;
import dev.callgate.acceptance.harness.Compiled;
import dev.callgate.acceptance.harness.EveryJdk;
import dev.callgate.acceptance.harness.HeldCall;
import dev.callgate.acceptance.harness.Installation;
import dev.callgate.acceptance.harness.Jdk;
import dev.callgate.acceptance.harness.Jdks;
import dev.callgate.acceptance.harness.Launch;
import dev.callgate.acceptance.harness.TirelessReviewer;
import dev.callgate.acceptance.harness.TirelessReviewer.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** What a prepared statement was made of and how many rows a transaction has changed, on H2. */
final class JdbcFactsTest {
  private static final String POLICY =
      """
      callgate: 1
      name: database
      rules:
        - id: destructive-prepared-statement
          match:
            subtypes_of: java.sql.PreparedStatement
            method: [execute(), executeUpdate(), executeLargeUpdate(), executeBatch(), executeLargeBatch()]
          when:
            any:
              - {fact: jdbc.prepared_sql, as: sql.verbs, has_any: [drop, truncate, delete]}
              - {fact: jdbc.prepared_sql, as: sql.missing_where, eq: true}
          decide: gate
          on_reject: {throw: java.sql.SQLException}
        - id: big-commit
          match:
            subtypes_of: java.sql.Connection
            method: commit()
          when: {fact: jdbc.rows_in_transaction, gt: 1000}
          decide: gate
          on_reject: {throw: java.sql.SQLException, message: "Commit refused by policy; roll back"}
      """;
  private static final String PROGRAM =
      """
      package deeds;

      import com.zaxxer.hikari.HikariConfig;
      import com.zaxxer.hikari.HikariDataSource;
      import java.sql.*;

      public class Clerk {
        static final String URL = "jdbc:h2:mem:facts;DB_CLOSE_DELAY=-1";

        public static void main(String[] arguments) throws Exception {
          if (arguments[0].equals("pool")) {
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl(URL);
            config.setMaximumPoolSize(2);
            try (HikariDataSource pool = new HikariDataSource(config)) {
              work(pool.getConnection(), pool.getConnection());
            }
          } else {
            work(DriverManager.getConnection(URL), DriverManager.getConnection(URL));
          }
        }

        static void work(Connection connection, Connection watcher) throws Exception {
          try (Statement statement = connection.createStatement()) {
            statement.execute("create table t (id bigint)");
          }
          connection.setAutoCommit(false);
          insert(connection, 1000);
          go("thousand", connection::commit);
          System.out.println("rows=" + count(watcher));
          insert(connection, 600);
          insert(connection, 401);
          go("more", connection::commit);
          connection.rollback();
          System.out.println("rows=" + count(watcher));
          connection.setAutoCommit(true);
          go("delete", () -> {
            try (PreparedStatement delete = connection.prepareStatement("delete from t where id = ?")) {
              delete.setLong(1, 7);
              delete.executeUpdate();
            }
          });
          System.out.println("rows=" + count(watcher));
        }

        static void insert(Connection connection, int rows) throws SQLException {
          try (PreparedStatement insert =
              connection.prepareStatement("insert into t select x from system_range(1, ?)")) {
            insert.setInt(1, rows);
            insert.executeUpdate();
          }
        }

        static int count(Connection connection) throws SQLException {
          try (PreparedStatement select = connection.prepareStatement("select count(*) from t");
              ResultSet row = select.executeQuery()) {
            row.next();
            return row.getInt(1);
          }
        }

        interface Deed {
          void run() throws SQLException;
        }

        static void go(String name, Deed deed) {
          try {
            deed.run();
            System.out.println(name + " done");
          } catch (SQLException refused) {
            System.out.println(name + " refused: " + refused.getMessage());
          }
        }
      }
      """;

  private static ApproverProcess approver;

  @SuppressWarnings("NullAway.Init") // JUnit does
  @TempDir
  private Path temp;

  @BeforeAll
  static void startApprover(@TempDir Path directory) throws Exception {
    approver = ApproverProcess.start(Jdks.first(), directory);
  }

  @AfterAll
  static void stopApprover() {
    approver.close();
  }

  @EveryJdk
  void rejectedNeitherTheRowIsDeletedNorTheThousandAndOneCommitted(Jdk jdk) throws Exception {
    for (String way : List.of("driver", "pool")) {
      Run run = run(jdk, way, Answer.REJECT);

      assertThat(run.out).as("%s", run).hasSize(6);
      assertThat(run.out.get(0)).isEqualTo("thousand done");
      assertThat(run.out.get(1)).isEqualTo("rows=1000");
      assertThat(run.out.get(2))
          .startsWith("more refused: Commit refused by policy; roll back NOT EXECUTED: ");
      assertThat(run.out.get(3)).isEqualTo("rows=1000");
      assertThat(run.out.get(4)).startsWith("delete refused: NOT EXECUTED: ");
      assertThat(run.out.get(5)).isEqualTo("rows=1000");
      assertThat(run.methods).as("%s", run).containsExactlyInAnyOrder("commit", "executeUpdate");
    }
  }

  @EveryJdk
  void approvedTheyAreAndEachIsAskedForOnce(Jdk jdk) throws Exception {
    for (String way : List.of("driver", "pool")) {
      Run run = run(jdk, way, Answer.APPROVE);

      assertThat(run.out)
          .as("%s", run)
          .containsExactly(
              "thousand done", "rows=1000", "more done", "rows=2001", "delete done", "rows=1998");
      assertThat(run.methods).as("%s", run).containsExactlyInAnyOrder("commit", "executeUpdate");
    }
  }

  private record Run(List<String> out, List<String> methods, String talk) {}

  private Run run(Jdk jdk, String way, Answer answer) throws Exception {
    Path policy = Files.writeString(temp.resolve("database.callgate.yaml"), POLICY);
    AgentConfiguration configuration = approver.configuration(way).withPolicy(policy);
    Path[] libraries;
    try (Stream<Path> beside = Files.list(Installation.libraries().resolveSibling("lib"))) {
      libraries = beside.toArray(Path[]::new);
    }
    List<Path> classPath = Compiled.program(temp, "deeds.Clerk", PROGRAM, libraries);
    try (TirelessReviewer reviewer =
            TirelessReviewer.start(approver.reviewer(), configuration.application(), answer);
        ChildProcess program =
            Launch.on(jdk, temp).gatedBy(configuration).main("deeds.Clerk", classPath, way)) {
      assertThat(program.awaitExit()).as("%s", program).isZero();
      List<String> methods = new ArrayList<>();
      for (HeldCall call : reviewer.decided()) {
        methods.add(call.method());
      }
      return new Run(program.out().lines(), methods, program.toString());
    }
  }
}
