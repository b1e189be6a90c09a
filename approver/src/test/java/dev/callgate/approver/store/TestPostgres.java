package dev.callgate.approver.store;

import dev.callgate.approver.store.DatabaseLocation.PostgresServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * One real PostgreSQL for all tests of a run, which keeps what it acknowledges, with a database for
 * whoever asks. It ends with this process.
 */
public final class TestPostgres {
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static @Nullable EmbeddedPostgres server;
  private static @Nullable Exception failure;

  private TestPostgres() {}

  /** A database of one's own with all tables and nothing in them. */
  public static PostgresServer database() {
    return database("TEMPLATE ready");
  }

  /** An empty database of one's own. */
  public static PostgresServer emptyDatabase() {
    return database("");
  }

  private static synchronized PostgresServer database(String with) {
    String name = "test" + DATABASES.incrementAndGet();
    try {
      start();
      execute("CREATE DATABASE " + name + " " + with);
      return at(name);
    } catch (SQLException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The port where it listens on this machine. */
  public static int port() {
    EmbeddedPostgres running = server;
    if (running == null) {
      throw new IllegalStateException("not started");
    }
    return running.getPort();
  }

  /** The database of this name at another port. */
  public static PostgresServer at(PostgresServer database, int port) {
    return new PostgresServer(
        database.url().replace(":" + port() + "/", ":" + port + "/"), database.password());
  }

  private static PostgresServer at(String name) {
    return new PostgresServer(
        "jdbc:postgresql://127.0.0.1:" + port() + "/" + name + "?user=postgres", null);
  }

  /** Runs statements in a database that somebody got here. */
  public static void execute(PostgresServer database, String sql) throws SQLException, IOException {
    try (Connection connection = PostgresSource.of(database).dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void execute(String sql) throws SQLException, IOException {
    execute(at("postgres"), sql);
  }

  private static void start() throws IOException, SQLException {
    if (failure != null) {
      throw skipped(failure);
    }
    if (server != null) {
      return;
    }
    try {
      server =
          EmbeddedPostgres.builder()
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .start();
    } catch (IOException | RuntimeException e) {
      // For instance as root where user namespaces are forbidden: it does not run as root.
      failure = e;
      throw skipped(e);
    }
    execute("CREATE DATABASE ready");
    Database.open(at("ready")).close();
  }

  private static TestAbortedException skipped(Exception why) {
    return new TestAbortedException("no PostgreSQL can be started here: " + why, why);
  }
}
