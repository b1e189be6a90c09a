package dev.callgate.approver.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
  private Path file;

  @BeforeEach
  void choose(@TempDir Path folder) {
    file = folder.resolve("approver.db");
  }

  @Test
  void commitsToDiskBeforeItAcknowledges() throws Exception {
    try (Database database = Database.open(file)) {
      assertThat(pragma(database, "journal_mode")).isEqualTo("wal");
      // 2 is FULL: one fsync for each commit.
      assertThat(pragma(database, "synchronous")).isEqualTo("2");
      assertThat(pragma(database, "foreign_keys")).isEqualTo("1");
    }
  }

  @Test
  void readersCannotWrite() throws Exception {
    try (Database database = Database.open(file)) {
      assertThatThrownBy(() -> database.read(handle -> handle.execute("DELETE FROM audit_entry")))
          .hasStackTraceContaining("readonly");
      assertThat(database.<Integer, RuntimeException>write(h -> h.execute("DELETE FROM review")))
          .isZero();
    }
  }

  @Test
  void keepsAllItsFilesPrivate() throws Exception {
    try (Database database = Database.open(file)) {
      pragma(database, "journal_mode");
      try (Stream<Path> files = Files.list(file.getParent())) {
        assertThat(files)
            .hasSizeGreaterThan(2)
            .allSatisfy(
                each ->
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                        .isEqualTo("rw-------"));
      }
    }
  }

  @Test
  void opensAgainWhatItClosed() throws Exception {
    Database.open(file).close();

    try (Database database = Database.open(file)) {
      assertThat(database.<Long, RuntimeException>read(AuditLog::head)).isZero();
    }
  }

  @Test
  void refusesToOpenTwice() throws Exception {
    try (Database first = Database.open(file)) {
      refused("open in another approver");
      assertThat(first.<Long, RuntimeException>read(AuditLog::head)).isZero();
    }
    Database.open(file).close();
  }

  @Test
  void refusesWhatANewerVersionWrote() throws Exception {
    Database.open(file).close();
    execute(
        "UPDATE flyway_schema_history SET version = '999' WHERE version = '"
            + Schema.CURRENT
            + "'");

    refused("written by a newer version: " + file + " has schema 999");
  }

  /** A file in another folder, or a number that was not raised, would be left out silently. */
  @Test
  void theSchemaIsTheLastOfItsFilesAndAllAreInOneFolder() throws Exception {
    Path folder = Path.of(Schema.class.getResource("/db/migration").toURI());
    try (Stream<Path> folders = Files.list(folder.getParent());
        Stream<Path> files = Files.list(folder)) {
      assertThat(folders).containsExactly(folder);
      assertThat(
              files.mapToInt(
                  each ->
                      Integer.parseInt(each.getFileName().toString().split("__")[0].substring(1))))
          .contains(Schema.CURRENT)
          .allMatch(version -> version <= Schema.CURRENT);
    }
  }

  @Test
  void refusesAnotherProgramsDatabase() throws Exception {
    execute("CREATE TABLE something (id text)");

    refused("another program's");
  }

  @Test
  void refusesAFileThatIsNoDatabase() throws Exception {
    Files.writeString(file, "dear diary, ".repeat(1000));

    refused(file.toString());
  }

  @Test
  void refusesAFolderThatIsNotThere() {
    file = file.resolveSibling("missing").resolve("approver.db");

    refused("has no folder");
  }

  private void refused(String because) {
    assertThatThrownBy(() -> Database.open(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(because)
        .hasMessageContaining("; ")
        .message()
        .doesNotContain("\n");
  }

  private void execute(String sql) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String pragma(Database database, String name) {
    return database.<String, RuntimeException>write(
        handle -> handle.createQuery("PRAGMA " + name).mapTo(String.class).one());
  }
}
