package dev.callgate.testapps.improvised;

import dev.callgate.Irreversible;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Accounts in a real database, H2 in memory, each object with one of its own. Thread-safe: every
 * route may come on another thread.
 */
final class Ledger implements Purging, AutoCloseable {
  private final Connection connection;

  private Ledger(Connection connection) {
    this.connection = connection;
  }

  /** A fresh ledger of three accounts, A-1, A-2 and A-3, each with a balance of 0. */
  static Ledger open() throws SQLException {
    Ledger ledger = new Ledger(DriverManager.getConnection("jdbc:h2:mem:"));
    try (Statement sql = ledger.connection.createStatement()) {
      sql.execute("create table account(id varchar primary key, cents bigint not null)");
      sql.execute("insert into account values ('A-1', 0), ('A-2', 0), ('A-3', 0)");
    }
    return ledger;
  }

  @Override
  @Irreversible("Delete an account")
  public int purge(String account) throws SQLException {
    return purgeUnmarked(account);
  }

  /** For {@link Purge}, whose constructor carries the mark itself. */
  synchronized int purgeUnmarked(String account) throws SQLException {
    try (PreparedStatement sql = connection.prepareStatement("delete from account where id = ?")) {
      sql.setString(1, account);
      return sql.executeUpdate();
    }
  }

  /** Pays an amount in hundredths to an account; how many accounts got it. */
  @Irreversible("Pay to an account")
  public int pay(String account, int cents) throws SQLException {
    return credit(account, cents);
  }

  /** Pays each account the amount at the same place; how many accounts got something. */
  @Irreversible("Pay to many accounts")
  public int payAll(List<String> accounts, int[] cents) throws SQLException {
    int paid = 0;
    for (int i = 0; i < cents.length; i++) {
      paid += credit(accounts.get(i), cents[i]);
    }
    return paid;
  }

  private synchronized int credit(String account, int cents) throws SQLException {
    try (PreparedStatement sql =
        connection.prepareStatement("update account set cents = cents + ? where id = ?")) {
      sql.setInt(1, cents);
      sql.setString(2, account);
      return sql.executeUpdate();
    }
  }

  /** How many accounts there are. */
  synchronized long rows() throws SQLException {
    return number("select count(*) from account");
  }

  /** The sum over all accounts, in hundredths. */
  synchronized long balance() throws SQLException {
    return number("select sum(cents) from account");
  }

  private long number(String query) throws SQLException {
    try (Statement sql = connection.createStatement();
        ResultSet row = sql.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
