package com.acme.data;

import com.acme.Step;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Answers questions about orders, by SQL that a model wrote. */
public final class DatabaseAssistant {
  private DatabaseAssistant() {}

  public static void main() throws SQLException {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(
        "jdbc:h2:mem:orders;DB_CLOSE_DELAY=-1;INIT=CREATE TABLE IF NOT EXISTS orders"
            + " AS SELECT x AS id\\, 'waiting' AS state FROM system_range(1\\, 5)");
    config.setMaximumPoolSize(1);
    try (HikariDataSource orders = new HikariDataSource(config)) {
      Step.go("count", () -> number(orders, "SELECT count(*) FROM orders"));
      Step.go("ship", () -> update(orders, "UPDATE orders SET state = 'shipped' WHERE id = 1"));
      Step.go("erase", () -> update(orders, "/* tidy up */ DELETE FROM orders"));
      Step.effect(number(orders, "SELECT count(*) FROM orders") + " orders");
    }
  }

  private static int update(HikariDataSource orders, String sql) throws SQLException {
    try (Connection connection = orders.getConnection();
        Statement statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }

  private static int number(HikariDataSource orders, String sql) throws SQLException {
    try (Connection connection = orders.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getInt(1);
    }
  }
}
