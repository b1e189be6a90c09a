package dev.callgate.approver.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callgate.approver.api.AuditType;
import dev.callgate.approver.store.DatabaseLocation.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseCopyTest {
  private Path file;

  @BeforeEach
  void fill(@TempDir Path folder) throws Exception {
    file = folder.resolve("approver.db");
    try (Database database = Database.open(file)) {
      append(database, 300);
    }
  }

  @Test
  void aBackupOfADatabaseInUseIsADatabase() throws Exception {
    Path to = file.resolveSibling("backup.db");
    try (Database inUse = Database.open(file)) {
      append(inUse, 7);

      DatabaseCopy.Copied copied = DatabaseCopy.backup(file, to);

      append(inUse, 1);
      assertThat(copied.entries()).isEqualTo(307);
      assertThat(copied.checkpoint()).isEqualTo(checkpoint(inUse, copied));
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(to)))
        .isEqualTo("rw-------");
    try (Database opened = Database.open(to)) {
      assertThat(opened.<Long, RuntimeException>read(AuditLog::head)).isEqualTo(307);
      append(opened, 1);
    }
  }

  @Test
  void aBackupReplacesNothing() throws Exception {
    Path to = Files.writeString(file.resolveSibling("backup.db"), "something else");

    assertThatThrownBy(() -> DatabaseCopy.backup(file, to)).isInstanceOf(IOException.class);

    assertThat(to).hasContent("something else");
    assertThat(file.resolveSibling("backup.db.new")).doesNotExist();
  }

  @Test
  void everythingArrivesOnTheServerAndGoesOnThere() throws Exception {
    PostgresServer server = TestPostgres.emptyDatabase();

    DatabaseCopy.Copied copied = DatabaseCopy.move(file, server);

    assertThat(copied.entries()).isEqualTo(300);
    try (Database before = Database.open(file);
        Database after = Database.open(server)) {
      AuditHead head = after.<AuditHead, RuntimeException>read(AuditLog::read);
      AuditHead original = before.<AuditHead, RuntimeException>read(AuditLog::read);
      assertThat(head.origin()).isEqualTo(original.origin());
      assertThat(head.frontier().root()).isEqualTo(original.frontier().root());
      assertThat(
              after.<byte[], RuntimeException>read(
                  handle -> AuditLog.lines(handle, 299, 1, 0).get(0).objects().get(0)))
          .containsExactly(0, 1, (byte) 0xFF);
      append(after, 1);
    }
  }

  @Test
  void aServerThatHasSomethingIsLeftAlone() throws Exception {
    PostgresServer server = TestPostgres.database();
    try (Database other = Database.open(server)) {
      append(other, 2);

      assertThatThrownBy(() -> DatabaseCopy.move(file, server))
          .hasMessageContaining("is not empty")
          .hasMessageContaining("audit_entry");

      assertThat(other.<Long, RuntimeException>read(AuditLog::head)).isEqualTo(2);
    }
  }

  @Test
  void aLogThatWasChangedIsNotCopied() throws Exception {
    try (Database database = Database.open(file)) {
      database.<Integer, RuntimeException>write(
          handle -> handle.execute("UPDATE audit_entry SET entry = x'00' WHERE seq = 17"));
    }
    PostgresServer server = TestPostgres.database();

    assertThatThrownBy(() -> DatabaseCopy.backup(file, file.resolveSibling("backup.db")))
        .hasMessageContaining("are not the ones that its head says");
    assertThatThrownBy(() -> DatabaseCopy.move(file, server))
        .hasMessageContaining("are not the ones that its head says");

    assertThat(file.resolveSibling("backup.db")).doesNotExist();
    try (Database after = Database.open(server)) {
      assertThat(after.<Long, RuntimeException>read(AuditLog::head)).isZero();
    }
  }

  @Test
  void aFileInUseIsNotBroughtOver() throws Exception {
    PostgresServer server = TestPostgres.database();
    try (Database inUse = Database.open(file)) {
      assertThatThrownBy(() -> DatabaseCopy.move(file, server))
          .hasMessageContaining("open in another approver");
      append(inUse, 1);
    }
  }

  private static String checkpoint(Database database, DatabaseCopy.Copied copied) {
    return database.<AuditHead, RuntimeException>read(AuditLog::read).origin()
        + copied.checkpoint().substring(copied.checkpoint().indexOf('\n'));
  }

  private static void append(Database database, int count) {
    database.<Void, RuntimeException>write(
        handle -> {
          for (int i = 0; i < count; i++) {
            AuditLog.append(
                handle,
                new AuditEvent(
                        i,
                        AuditType.OUTCOME_REPORTED,
                        null,
                        null,
                        "approver",
                        "n " + i,
                        new TreeMap<>())
                    .with("o", new byte[] {0, 1, (byte) 0xFF}));
          }
          return null;
        });
  }
}
