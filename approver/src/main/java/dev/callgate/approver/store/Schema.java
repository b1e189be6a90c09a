package dev.callgate.approver.store;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings a database to the schema that this version of the code was written for. */
final class Schema {
  /** The version of the last file in {@code db/migration}. */
  static final int CURRENT = 25;

  private static final String HISTORY = "flyway_schema_history";

  private Schema() {}

  /**
   * Applies what is missing. Several approvers may do so at the same time.
   *
   * @param place the database, in words for messages
   */
  static void bringUp(DataSource source, String place) throws IOException {
    int version;
    try {
      version = versionOf(source);
    } catch (SQLException e) {
      throw new IOException(
          "the database cannot be read: "
              + place
              + ": "
              + Trouble.words(e)
              + "; choose one that an approver made, or none",
          e);
    }
    if (version > CURRENT) {
      throw new IOException(
          "the database was written by a newer version: "
              + place
              + " has schema "
              + version
              + ", this version knows "
              + CURRENT
              + "; use the newer one");
    }
    // Flyway costs half a second of every start; one query tells whether it has anything to do.
    if (version < CURRENT) {
      migrate(source, place);
    }
  }

  private static void migrate(DataSource source, String place) throws IOException {
    try {
      Flyway.configure()
          .dataSource(source)
          .locations("classpath:db/migration")
          .table(HISTORY)
          .callbacks(new BlobOfPostgres())
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new IOException(
          "the database cannot be brought up to date: "
              + place
              + ": "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
              + "; is it another program's? choose one that an approver made, or an empty one",
          e);
    }
  }

  private static int versionOf(DataSource source) throws SQLException {
    try (Connection connection = source.getConnection()) {
      try (ResultSet tables =
          connection
              .getMetaData()
              // Another schema's history is not this one's.
              .getTables(connection.getCatalog(), connection.getSchema(), HISTORY, null)) {
        if (!tables.next()) {
          return 0;
        }
      }
      try (Statement statement = connection.createStatement();
          ResultSet row =
              statement.executeQuery(
                  "SELECT coalesce(max(cast(version AS integer)), 0) FROM "
                      + HISTORY
                      + " WHERE success")) {
        row.next();
        return row.getInt(1);
      }
    }
  }
}
