package dev.callgate.testapps.libraries;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.jdbcx.JdbcDataSource;

/** Statements through HikariCP on H2: each passes two proxies before the driver. */
final class Jdbc {
  private static final String FIVE_ROWS =
      "CREATE TABLE customer AS SELECT x AS id FROM system_range(1, 5)";

  private Jdbc() {}

  static void run() throws SQLException {
    JdbcDataSource h2 = new JdbcDataSource();
    h2.setURL(
        "jdbc:h2:mem:libraries;DB_CLOSE_DELAY=-1;INIT="
            + FIVE_ROWS.replace("TABLE", "TABLE IF NOT EXISTS"));
    HikariConfig config = new HikariConfig();
    config.setDataSource(h2);
    config.setMaximumPoolSize(1);
    try (HikariDataSource pool = new HikariDataSource(config)) {
      Main.go("execute", () -> "" + statement(pool, "DELETE FROM customer WHERE id = 1"));
      Main.go("executeUpdate", () -> "" + update(pool, "DELETE FROM customer WHERE id = 2"));
      Main.go("prepared", () -> "" + prepared(pool, "DELETE FROM customer WHERE id = ?", 3));
      Main.go("executeLargeUpdate", () -> "" + large(pool, "DELETE FROM customer WHERE id = 4"));
      System.out.println("rows=" + rows(pool));
    }
  }

  private static boolean statement(HikariDataSource pool, String sql) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      return statement.execute(sql);
    }
  }

  private static int update(HikariDataSource pool, String sql) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }

  private static long large(HikariDataSource pool, String sql) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      return statement.executeLargeUpdate(sql);
    }
  }

  private static int prepared(HikariDataSource pool, String sql, int id) throws SQLException {
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, id);
      return statement.executeUpdate();
    }
  }

  private static int rows(HikariDataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM customer")) {
      row.next();
      return row.getInt(1);
    }
  }
}
