package dev.callgate.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.callgate.acceptance.harness.AgentConfiguration;
import dev.callgate.acceptance.harness.ApproverProcess;
import dev.callgate.acceptance.harness.ChildProcess;
import dev.callgate.acceptance.harness.Compiled;
import dev.callgate.acceptance.harness.EveryJdk;
import dev.callgate.acceptance.harness.HeldCall;
import dev.callgate.acceptance.harness.Installation;
import dev.callgate.acceptance.harness.Jdk;
import dev.callgate.acceptance.harness.Jdks;
import dev.callgate.acceptance.harness.KafkaWire;
import dev.callgate.acceptance.harness.Launch;
import dev.callgate.acceptance.harness.MongoWire;
import dev.callgate.acceptance.harness.TirelessReviewer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packs of what keeps data, with the real clients: in one run what is harmless, what is
 * rejected and what is approved, told apart by what the other side gets. PostgreSQL is a real one.
 */
final class LiveStorePacksTest {
  private static final String PROGRAM =
      """
      package deeds;

      import java.sql.*;
      import java.util.List;
      import java.util.Map;

      public class Stores {
        public static void main(String[] arguments) throws Exception {
          switch (arguments[0]) {
            case "mongodb" -> Mongo.go(arguments[1]);
            case "kafka-admin" -> Kafka.go(arguments[1]);
            default -> Postgres.go(arguments[1], arguments[2]);
          }
          System.out.flush();
          Runtime.getRuntime().halt(0);
        }

        interface Deed {
          Object run() throws Exception;
        }

        static void go(String name, Deed deed) {
          try {
            System.out.println(name + " done " + deed.run());
          } catch (Exception refused) {
            System.out.println(name + " refused " + refused);
          }
        }

        static class Mongo {
          static void go(String port) {
            var client = com.mongodb.client.MongoClients.create("mongodb://127.0.0.1:" + port);
            var shop = client.getDatabase("shop");
            var orders = shop.getCollection("orders");
            Stores.go("ping", () -> shop.runCommand(new org.bson.Document("ping", 1)).get("ok"));
            for (String who : List.of("kept", "gone")) {
              Stores.go("delete " + who,
                  () -> orders.deleteMany(new org.bson.Document("who", who)).getDeletedCount());
            }
            Stores.go("drop collection", () -> { orders.drop(); return ""; });
            Stores.go("drop database", () -> { shop.drop(); return ""; });
          }
        }

        static class Kafka {
          static void go(String port) {
            var admin = org.apache.kafka.clients.admin.Admin.create(
                Map.<String, Object>of("bootstrap.servers", "127.0.0.1:" + port));
            Stores.go("list", () -> admin.listTopics().names().get());
            for (String topic : List.of("kept", "gone")) {
              Stores.go("delete " + topic, () -> admin.deleteTopics(List.of(topic)).all().get());
            }
          }
        }

        static class Postgres {
          static void go(String url, String schema) throws Exception {
            try (Connection connection = DriverManager.getConnection(url + "&currentSchema=" + schema);
                Statement statement = connection.createStatement()) {
              statement.execute("create schema " + schema);
              for (String table : List.of("kept", "gone", "rows")) {
                statement.execute("create table " + table + " (id bigint)");
              }
              Stores.go("drop kept", () -> statement.execute("drop table kept"));
              Stores.go("drop gone", () -> statement.execute("drop table gone"));
              System.out.println("tables " + text(statement,
                  "select string_agg(table_name, ' ' order by 1) from information_schema.tables"
                      + " where table_schema = '" + schema + "'"));
              connection.setAutoCommit(false);
              for (int rows : new int[] {1000, 1001, 1002}) {
                try (PreparedStatement insert = connection.prepareStatement(
                    "insert into rows select * from generate_series(1, ?)")) {
                  insert.setInt(1, rows);
                  insert.executeUpdate();
                }
                Stores.go("commit " + rows, () -> { connection.commit(); return ""; });
                connection.rollback();
              }
              System.out.println("rows " + text(statement, "select count(*) from rows"));
              connection.setAutoCommit(true);
              for (int id : new int[] {1, 2}) {
                Stores.go("delete " + id, () -> {
                  try (PreparedStatement delete =
                      connection.prepareStatement("delete from rows where id = ?")) {
                    delete.setLong(1, id);
                    return delete.executeUpdate();
                  }
                });
              }
              System.out.println("rows " + text(statement, "select count(*) from rows"));
            }
          }

          static String text(Statement statement, String query) throws SQLException {
            try (ResultSet row = statement.executeQuery(query)) {
              row.next();
              return row.getString(1);
            }
          }
        }
      }
      """;

  private static ApproverProcess approver;
  private static List<Path> classPath = List.of();

  @SuppressWarnings("NullAway.Init") // JUnit does
  @TempDir
  private Path temp;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    approver = ApproverProcess.start(Jdks.first(), directory);
    classPath =
        Compiled.program(
            Files.createDirectories(directory.resolve("program")),
            "deeds.Stores",
            PROGRAM,
            Installation.librariesOfPacks());
  }

  @AfterAll
  static void stop() {
    approver.close();
  }

  private record Run(List<String> out, List<String> rules, String talk) {}

  private Run run(Jdk jdk, Predicate<HeldCall> approves, String pack, String more, String... to)
      throws Exception {
    Path policy =
        Files.writeString(
            temp.resolve("stores.callgate.yaml"),
            "callgate: 1\nname: live\nowner: tests\ninclude: [\"pack:" + pack + "@1\"]\n" + more);
    AgentConfiguration configuration = approver.configuration(pack).withPolicy(policy);
    List<String> arguments = new ArrayList<>(List.of(pack));
    arguments.addAll(List.of(to));
    try (TirelessReviewer reviewer =
            TirelessReviewer.start(approver.reviewer(), configuration.application(), approves);
        ChildProcess program =
            Launch.on(jdk, temp)
                .gatedBy(configuration)
                .main("deeds.Stores", classPath, arguments.toArray(String[]::new))) {
      assertThat(program.awaitExit()).as("%s", program).isZero();
      List<String> rules = new ArrayList<>();
      reviewer.decided().forEach(call -> rules.add(rule(call)));
      return new Run(program.out().lines(), rules, program.toString());
    }
  }

  private static String rule(HeldCall call) {
    return call.json().at("/request/rules/0/id").asString();
  }

  private static boolean speaksOf(HeldCall call, String text) {
    return call.json().at("/request/arguments").toString().contains(text);
  }

  @EveryJdk
  void whatMongoIsToldToDelete(Jdk jdk) throws Exception {
    try (MongoWire mongo = MongoWire.open()) {
      Run run =
          run(
              jdk,
              call -> speaksOf(call, "gone") || rule(call).equals("pack:mongodb/drop-database"),
              "mongodb",
              "",
              Integer.toString(mongo.port()));

      assertThat(run.out).as("%s", run).hasSize(5);
      assertThat(run.out.get(0)).isEqualTo("ping done 1.0");
      assertThat(run.out.get(1)).startsWith("delete kept refused ").contains("REJECTED");
      assertThat(run.out.get(2)).isEqualTo("delete gone done 1");
      assertThat(run.out.get(3)).startsWith("drop collection refused ").contains("REJECTED");
      assertThat(run.out.get(4)).isEqualTo("drop database done ");
      assertThat(run.rules)
          .containsExactlyInAnyOrder(
              "pack:mongodb/delete-many",
              "pack:mongodb/delete-many",
              "pack:mongodb/drop-collection",
              "pack:mongodb/drop-database");
      assertThat(mongo.commands())
          .filteredOn(command -> command.startsWith("delete "))
          .singleElement()
          .asString()
          .contains("gone")
          .doesNotContain("kept");
      assertThat(mongo.commands()).noneMatch(command -> command.startsWith("drop "));
      assertThat(mongo.commands()).anyMatch(command -> command.startsWith("dropDatabase "));
    }
  }

  @EveryJdk
  void whatKafkaIsToldToDelete(Jdk jdk) throws Exception {
    try (KafkaWire kafka = KafkaWire.open()) {
      Run run =
          run(
              jdk,
              call -> speaksOf(call, "gone"),
              "kafka-admin",
              "",
              Integer.toString(kafka.port()));

      assertThat(run.out).as("%s", run).hasSize(3);
      assertThat(run.out.get(0)).isEqualTo("list done []");
      assertThat(run.out.get(1)).startsWith("delete kept refused ").contains("REJECTED");
      assertThat(run.out.get(2)).isEqualTo("delete gone done null");
      assertThat(run.rules)
          .containsExactly("pack:kafka-admin/delete-topics", "pack:kafka-admin/delete-topics");
      assertThat(kafka.wasLookedAt()).isTrue();
      assertThat(kafka.deleted()).containsExactly("gone");
    }
  }

  @EveryJdk
  void whatPostgresKeepsAndWhatItIsRidOf(Jdk jdk) throws Exception {
    // the one that comes with the tests
    assumeThat(System.getProperty("os.name") + " " + System.getProperty("os.arch"))
        .isEqualTo("Linux amd64");
    String rules =
        """
        rules:
          - id: prepared
            match: {subtypes_of: java.sql.PreparedStatement, method: executeUpdate()}
            when: {fact: jdbc.prepared_sql, as: sql.verbs, has_any: [delete]}
            decide: gate
          - id: big-commit
            match: {subtypes_of: java.sql.Connection, method: commit()}
            when: {fact: jdbc.rows_in_transaction, gt: 1000}
            decide: gate
        packs: {jdbc: {off: [destructive-prepared-statement], reason: held when it is executed}}
        """;
    // Nothing that is shown tells two of these apart: the first of each is rejected.
    AtomicInteger commits = new AtomicInteger();
    AtomicInteger deletes = new AtomicInteger();
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      Run run =
          run(
              jdk,
              call ->
                  switch (rule(call)) {
                    case "live/big-commit" -> commits.getAndIncrement() > 0;
                    case "live/prepared" -> deletes.getAndIncrement() > 0;
                    default -> speaksOf(call, "gone");
                  },
              "jdbc",
              rules,
              postgres.getJdbcUrl("postgres", "postgres"),
              "on" + jdk.feature());

      assertThat(run.out).as("%s", run).hasSize(10);
      assertThat(run.out.get(0)).startsWith("drop kept refused java.sql.SQLException");
      assertThat(run.out.get(1)).isEqualTo("drop gone done false");
      assertThat(run.out.get(2)).isEqualTo("tables kept rows");
      assertThat(run.out.get(3)).isEqualTo("commit 1000 done ");
      assertThat(run.out.get(4)).startsWith("commit 1001 refused ").contains("REJECTED");
      assertThat(run.out.get(5)).isEqualTo("commit 1002 done ");
      assertThat(run.out.get(6)).isEqualTo("rows 2002");
      assertThat(run.out.get(7)).startsWith("delete 1 refused ").contains("REJECTED");
      assertThat(run.out.get(8)).isEqualTo("delete 2 done 2");
      assertThat(run.out.get(9)).isEqualTo("rows 2000");
      assertThat(run.rules)
          .containsExactlyInAnyOrder(
              "pack:jdbc/destructive-statement",
              "pack:jdbc/destructive-statement",
              "live/big-commit",
              "live/big-commit",
              "live/prepared",
              "live/prepared");
    }
  }
}
