package dev.callgate.approver.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Connections to one PostgreSQL database, as this product needs them. */
final class PostgresSource {
  /**
   * What each session begins with: a commit is on disk before it is acknowledged, whatever the
   * server's default is; an approver that stopped in the middle of a change, or waits for one that
   * did, does not hold up the others for long.
   */
  static final String SESSION =
      """
      SELECT set_config('synchronous_commit', 'on', false)
          WHERE current_setting('synchronous_commit') = 'off';
      SET idle_in_transaction_session_timeout = '15s';
      SET lock_timeout = '20s'
      """;

  private final String url;
  private final PGSimpleDataSource source;

  private PostgresSource(String url, PGSimpleDataSource source) {
    this.url = url;
    this.source = source;
  }

  /**
   * Reads the URL.
   *
   * @throws IOException when it is none, or has a password in it
   */
  static PostgresSource of(DatabaseLocation.PostgresServer server) throws IOException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    try {
      source.setURL(server.url());
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "not a PostgreSQL database: "
              + server.url()
              + "; write jdbc:postgresql://HOST:PORT/DATABASE?user=NAME",
          e);
    }
    if (source.getPassword() != null) {
      // Without the URL: it would show the password once more.
      throw new IOException(
          "the database's URL has a password in it, which every process on this machine can read;"
              + " put it into a file of mode 0600 and give that");
    }
    if (server.password() != null) {
      source.setPassword(server.password());
    }
    source.setApplicationName("callgate approver");
    source.setTcpKeepAlive(true);
    String asked = server.url().toLowerCase(Locale.ROOT);
    if (!asked.contains("connecttimeout=")) {
      source.setConnectTimeout(5);
    }
    if (!asked.contains("sockettimeout=")) {
      // Longer than anything waits for a lock; a machine that vanished says nothing.
      source.setSocketTimeout(40);
    }
    if (!asked.contains("sslmode=") && !isLocal(source)) {
      // The driver's own default goes on without TLS when somebody on the way takes it out.
      source.setSslMode("verify-full");
    }
    return new PostgresSource(server.url(), source);
  }

  private static boolean isLocal(PGSimpleDataSource source) {
    for (String host : source.getServerNames()) {
      try {
        if (!InetAddress.getByName(host).isLoopbackAddress()) {
          return false;
        }
      } catch (UnknownHostException e) {
        return false;
      }
    }
    return true;
  }

  DataSource dataSource() {
    return source;
  }

  /**
   * Looks at the server before anything is entrusted to it.
   *
   * @throws IOException when it cannot be reached, is too old, or forgets what it acknowledged
   */
  void check() throws IOException {
    try (Connection connection = source.getConnection()) {
      int version = connection.getMetaData().getDatabaseMajorVersion();
      if (version < 14) {
        throw new IOException(
            "the database server is too old: PostgreSQL "
                + version
                + " at "
                + url
                + "; use 14 or newer");
      }
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("SELECT current_setting('fsync', true)")) {
        row.next();
        if ("off".equals(row.getString(1))) {
          throw new IOException(
              "the database server does not keep what it acknowledges: fsync is off at "
                  + url
                  + "; set fsync = on, since a decision has to be recorded before a call runs");
        }
      }
    } catch (SQLException e) {
      throw new IOException(
          "the database cannot be reached: "
              + url
              + ": "
              + Trouble.words(e)
              + "; start it, or correct the URL, the user, or the password's file",
          e);
    }
  }

  @Override
  public String toString() {
    return url;
  }
}
