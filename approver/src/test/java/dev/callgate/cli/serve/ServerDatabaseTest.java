package dev.callgate.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.approver.store.TestPostgres;
import dev.callgate.cli.CapturedRun;
import dev.callgate.cli.client.TestJvm;
import dev.callgate.protocol.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code callgate approver --database}. */
final class ServerDatabaseTest {
  private final Path directory;

  ServerDatabaseTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void laterStartsAndCommandsUseTheSameDatabase() throws Exception {
    String url = TestPostgres.emptyDatabase().url();
    String asked;
    try (ApproverFixture approver =
        ApproverFixture.start(directory, "--listen", "127.0.0.1:0", "--database", url)) {
      asked = TestJvm.enrol(approver.agentConfiguration()).ask("C-42", 60_000, Verdict.REJECT);
      approver.stop();
      assertThat(approver.data().resolve("callgate.db")).doesNotExist();
    }

    try (ApproverFixture approver = ApproverFixture.start(directory)) {
      assertThat(CapturedRun.of("reject", asked, "--connection", approver.connection()).status())
          .isZero();
      approver.stop();
    }
    String data = directory.resolve("data").toString();
    Path exported = directory.resolve("exported");
    assertThat(
            CapturedRun.of("audit", "export", "--data", data, "--to", exported.toString()).status())
        .isZero();
    String key =
        Files.readString(directory.resolve("data/agent.yaml"))
            .lines()
            .filter(line -> line.contains("ed25519:"))
            .findFirst()
            .orElseThrow()
            .replaceAll(".*(ed25519:[A-Za-z0-9_-]+).*", "$1");
    CapturedRun verified = CapturedRun.of("audit", "verify", exported.toString(), "--trust", key);
    assertThat(verified.status()).as(verified.out() + verified.err()).isZero();
  }

  @Test
  void aPasswordInTheUrlIsRefusedAndNotRepeated() {
    CapturedRun run = approver("jdbc:postgresql://127.0.0.1:1/a?user=b&password=s3cret");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("has a password in it").doesNotContain("s3cret");
  }

  @Test
  void whatIsNoUrlOrNotThereIsSaidInOneLine() throws Exception {
    assertThat(approver("mysql://somewhere").err()).contains("not a database's URL");
    assertThat(approver("jdbc:postgresql://127.0.0.1:1/a?user=b").err())
        .contains("the database cannot be reached: jdbc:postgresql://127.0.0.1:1/a?user=b")
        .hasLineCount(1);
    Path open = Files.writeString(directory.resolve("password"), "s3cret\n");
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(
            approver(
                    "jdbc:postgresql://127.0.0.1:1/a?user=b",
                    "--database-password-file",
                    open.toString())
                .err())
        .contains("chmod 600 " + open);
  }

  @Test
  void whatIsInTheEmbeddedDatabaseIsBackedUpAndBroughtOverAndNotLeftBehind() throws Exception {
    String data = directory.resolve("data").toString();
    String backup = directory.resolve("backup.db").toString();
    String url = TestPostgres.emptyDatabase().url();
    String asked;
    try (ApproverFixture approver = ApproverFixture.start(directory, "--listen", "127.0.0.1:0")) {
      asked = TestJvm.enrol(approver.agentConfiguration()).ask("C-42", 600_000, Verdict.REJECT);
      CapturedRun run = CapturedRun.of("approver", "backup", "--data", data, "--to", backup);
      assertThat(run.status()).as(run.err()).isZero();
      assertThat(run.out()).startsWith("callgate/").hasLineCount(3);
      assertThat(CapturedRun.of("approver", "migrate", "--data", data, "--to", url).err())
          .contains("open in another approver");
      approver.stop();
    }

    CapturedRun tooEarly = approver(url);
    assertThat(tooEarly.status()).isEqualTo(2);
    assertThat(tooEarly.err()).contains("another database is in use").contains("migrate");
    CapturedRun over = CapturedRun.of("approver", "migrate", "--data", data, "--to", url);
    assertThat(over.status()).as(over.err()).isZero();

    try (ApproverFixture approver = ApproverFixture.start(directory)) {
      assertThat(CapturedRun.of("reject", asked, "--connection", approver.connection()).status())
          .isZero();
      assertThat(CapturedRun.of("approver", "backup", "--data", data, "--to", backup + "2").err())
          .contains("pg_dump");
    }
  }

  private CapturedRun approver(String url, String... more) {
    String[] command = new String[7 + more.length];
    System.arraycopy(
        new String[] {
          "approver",
          "--data",
          directory.resolve("data").toString(),
          "--listen",
          "127.0.0.1:0",
          "--database",
          url
        },
        0,
        command,
        0,
        7);
    System.arraycopy(more, 0, command, 7, more.length);
    return CapturedRun.of(command);
  }
}
