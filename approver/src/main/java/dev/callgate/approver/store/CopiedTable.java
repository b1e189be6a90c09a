package dev.callgate.approver.store;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A table as SQLite describes it. Whatever the migrations make is copied, so that a table that is
 * added later cannot be forgotten here.
 */
record CopiedTable(String name, Map<String, String> columns) {
  private static final int BATCH = 500;

  /** All tables of ours, each after those that it refers to. */
  static List<CopiedTable> all(Connection source) throws SQLException {
    Map<String, CopiedTable> tables = new LinkedHashMap<>();
    for (String name :
        names(
            source,
            """
            SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'
                AND name <> 'flyway_schema_history' ORDER BY name
            """)) {
      add(source, name, tables);
    }
    return List.copyOf(tables.values());
  }

  private static void add(Connection source, String name, Map<String, CopiedTable> tables)
      throws SQLException {
    if (tables.containsKey(name)) {
      return;
    }
    for (String other :
        names(source, "SELECT DISTINCT \"table\" FROM pragma_foreign_key_list('" + name + "')")) {
      if (!other.equals(name)) {
        add(source, other, tables);
      }
    }
    Map<String, String> columns = new LinkedHashMap<>();
    try (Statement statement = source.createStatement();
        ResultSet rows = statement.executeQuery("PRAGMA table_info('" + name + "')")) {
      while (rows.next()) {
        columns.put(rows.getString("name"), rows.getString("type").toLowerCase(Locale.ROOT));
      }
    }
    tables.put(name, new CopiedTable(name, columns));
  }

  private static List<String> names(Connection source, String query) throws SQLException {
    List<String> names = new ArrayList<>();
    try (Statement statement = source.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }

  long count(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM " + name)) {
      row.next();
      return row.getLong(1);
    }
  }

  void copy(Connection source, Connection target) throws SQLException, IOException {
    String list = String.join(", ", columns.keySet());
    String marks = columns.keySet().stream().map(each -> "?").collect(Collectors.joining(", "));
    try (Statement read = source.createStatement();
        ResultSet rows = read.executeQuery("SELECT " + list + " FROM " + name);
        PreparedStatement write =
            target.prepareStatement(
                "INSERT INTO " + name + " (" + list + ") VALUES (" + marks + ")")) {
      int waiting = 0;
      while (rows.next()) {
        int place = 1;
        for (String type : columns.values()) {
          carry(rows, write, place++, type);
        }
        write.addBatch();
        if (++waiting % BATCH == 0) {
          write.executeBatch();
        }
      }
      write.executeBatch();
    }
  }

  private void carry(ResultSet from, PreparedStatement to, int place, String type)
      throws SQLException, IOException {
    switch (type) {
      case "text" -> {
        String text = from.getString(place);
        to.setString(place, text == null ? null : StorableText.of(text));
      }
      case "blob" -> to.setBytes(place, from.getBytes(place));
      case "bigint" -> {
        long number = from.getLong(place);
        if (from.wasNull()) {
          to.setNull(place, Types.BIGINT);
        } else {
          to.setLong(place, number);
        }
      }
      default -> throw new IOException("a column of " + name + " has an unknown type: " + type);
    }
  }
}
