package dev.callgate.approver.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.SQLiteConfig;

/** Copies of an embedded database: into another file, or onto a server. */
public final class DatabaseCopy {
  private DatabaseCopy() {}

  /**
   * What was copied.
   *
   * @param entries in the audit log
   * @param checkpoint origin, size and root of the audit log, as a checkpoint has them
   */
  public record Copied(long entries, String checkpoint) {}

  /**
   * Copies the database in {@code from}, which its approver may be using, as it is at one moment.
   *
   * @param to a new file, which gets the mode 0600 and appears whole
   * @throws IOException when it cannot be read or written, or the copy is not sound
   */
  public static Copied backup(Path from, Path to) throws IOException {
    Path fresh = to.resolveSibling(to.getFileName() + ".new");
    Files.createFile(
        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      try (Connection source = file(from, /* readOnly= */ false);
          PreparedStatement copy = source.prepareStatement("VACUUM INTO ?")) {
        copy.setString(1, fresh.toString());
        copy.execute();
      }
      Copied copied;
      try (Connection copy = file(fresh, /* readOnly= */ true);
          Statement statement = copy.createStatement()) {
        try (ResultSet row = statement.executeQuery("PRAGMA integrity_check")) {
          if (!row.next() || !row.getString(1).equals("ok")) {
            throw new IOException("the copy is not sound: " + row.getString(1));
          }
        }
        copied = CopiedLog.check(copy);
      }
      try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      // Not atomically: that would replace a file of this name.
      Files.move(fresh, to);
      return copied;
    } catch (SQLException e) {
      throw new IOException(Trouble.words(e), e);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /**
   * Brings everything in {@code from} onto an empty server database, in one transaction, and looks
   * that it is the same there before it commits.
   *
   * @throws IOException when an approver uses the file, the server's database is not empty, or
   *     anything is not the same; then the server has nothing
   */
  public static Copied move(Path from, DatabaseLocation.PostgresServer to) throws IOException {
    if (!Files.isRegularFile(from)) {
      throw new IOException("there is no embedded database: " + from + "; nothing to bring over");
    }
    // Both at the current schema: the same tables with the same columns.
    try (SqliteEngine claimed = SqliteEngine.open(from)) {
      PostgresSource server = PostgresSource.of(to);
      server.check();
      Schema.bringUp(server.dataSource(), to.toString());
      try (Connection source = file(from, /* readOnly= */ true);
          Connection target = server.dataSource().getConnection()) {
        target.setAutoCommit(false);
        List<CopiedTable> tables = CopiedTable.all(source);
        requireEmpty(tables, target, to);
        for (CopiedTable table : tables) {
          table.copy(source, target);
        }
        for (CopiedTable table : tables) {
          if (table.count(source) != table.count(target)) {
            throw new IOException("not every row of " + table.name() + " has arrived");
          }
        }
        Copied copied = CopiedLog.check(target);
        if (!copied.equals(CopiedLog.check(source))) {
          throw new IOException("the audit log that arrived is another one");
        }
        target.commit();
        return copied;
      }
    } catch (SQLException e) {
      throw new IOException(Trouble.words(e), e);
    }
  }

  private static void requireEmpty(
      List<CopiedTable> tables, Connection target, DatabaseLocation.PostgresServer to)
      throws SQLException, IOException {
    List<String> full = new ArrayList<>();
    try (Statement statement = target.createStatement()) {
      // An approver that starts there now waits, and then finds what has arrived.
      statement.execute("LOCK TABLE audit_head IN ACCESS EXCLUSIVE MODE");
      // The empty log of an approver that was started there and did nothing.
      statement.executeUpdate("DELETE FROM audit_head WHERE size = 0");
    }
    for (CopiedTable table : tables) {
      if (table.count(target) > 0) {
        full.add(table.name());
      }
    }
    if (!full.isEmpty()) {
      throw new IOException(
          "the database is not empty: "
              + to
              + " has rows in "
              + String.join(", ", full)
              + "; give --to an empty one");
    }
  }

  private static Connection file(Path path, boolean readOnly) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(readOnly);
    config.setBusyTimeout(5000);
    return config.createConnection("jdbc:sqlite:" + path.toAbsolutePath());
  }
}
