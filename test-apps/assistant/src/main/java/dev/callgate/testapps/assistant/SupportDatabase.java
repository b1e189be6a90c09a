package dev.callgate.testapps.assistant;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The support team's database: H2, embedded, in memory, alive as long as this object is open. Not
 * thread-safe: one connection.
 */
final class SupportDatabase implements AutoCloseable {
  private final Connection connection;

  private SupportDatabase(Connection connection) {
    this.connection = connection;
  }

  /** A fresh database with three customers, six orders and every balance at 0.00. */
  static SupportDatabase open() throws SQLException {
    // Without a name the database is private to its connection: two of them never meet.
    SupportDatabase database = new SupportDatabase(DriverManager.getConnection("jdbc:h2:mem:"));
    database.fill();
    return database;
  }

  private void fill() throws SQLException {
    try (Statement sql = connection.createStatement()) {
      sql.execute("create table customer(id varchar primary key, name varchar not null)");
      sql.execute(
          "create table orders(id int primary key, customer_id varchar not null references customer,"
              + " item varchar not null)");
      sql.execute(
          "create table account(customer_id varchar primary key references customer,"
              + " balance decimal(12, 2) not null)");
      sql.execute(
          "insert into customer values ('C-17', 'Ada'), ('C-42', 'Grace'), ('C-99', 'Alan')");
      sql.execute(
          "insert into orders values (1, 'C-17', 'lamp'), (2, 'C-17', 'desk'), (3, 'C-17', 'chair'),"
              + " (4, 'C-42', 'shelf'), (5, 'C-42', 'clock'), (6, 'C-99', 'vase')");
      sql.execute("insert into account select id, 0 from customer");
    }
  }

  /** The number of rows in a table of this program. */
  int rows(String table) throws SQLException {
    try (Statement sql = connection.createStatement();
        ResultSet row = sql.executeQuery("select count(*) from " + table)) {
      row.next();
      return row.getInt(1);
    }
  }

  /** The customer's name, or "nobody". */
  String name(String customerId) throws SQLException {
    try (PreparedStatement sql =
        connection.prepareStatement("select name from customer where id = ?")) {
      sql.setString(1, customerId);
      try (ResultSet row = sql.executeQuery()) {
        return row.next() ? row.getString(1) : "nobody";
      }
    }
  }

  /** The customer's balance with two decimals, or "none" without an account. */
  String balance(String customerId) throws SQLException {
    try (PreparedStatement sql =
        connection.prepareStatement("select balance from account where customer_id = ?")) {
      sql.setString(1, customerId);
      try (ResultSet row = sql.executeQuery()) {
        return row.next() ? row.getBigDecimal(1).toPlainString() : "none";
      }
    }
  }

  /** Adds an amount to the customer's account; how many accounts that changed. */
  int credit(String customerId, BigDecimal amount) throws SQLException {
    try (PreparedStatement sql =
        connection.prepareStatement(
            "update account set balance = balance + ? where customer_id = ?")) {
      sql.setBigDecimal(1, amount);
      sql.setString(2, customerId);
      return sql.executeUpdate();
    }
  }

  /** Deletes the customer with account and orders; how many rows went, over all tables. */
  int delete(String customerId) throws SQLException {
    int rows = 0;
    for (String statement :
        new String[] {
          "delete from orders where customer_id = ?",
          "delete from account where customer_id = ?",
          "delete from customer where id = ?"
        }) {
      try (PreparedStatement sql = connection.prepareStatement(statement)) {
        sql.setString(1, customerId);
        rows += sql.executeUpdate();
      }
    }
    return rows;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
