package dev.callgate.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.cli.CallgateProcess;
import dev.callgate.cli.CapturedRun;
import dev.callgate.cli.client.TestJvm;
import dev.callgate.protocol.Demand;
import dev.callgate.protocol.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ApproverCommandTest {
  private final Path directory;

  ApproverCommandTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void theFirstStartMakesFilesThatOnlyTheirOwnerCanOpen() throws Exception {
    try (ApproverFixture approver = ApproverFixture.start(directory, "--listen", "127.0.0.1:0")) {
      assertThat(mode(approver.data())).isEqualTo("rwx------");
      for (Path file : files(approver.data())) {
        assertThat(mode(file)).as(file.toString()).isEqualTo("rw-------");
      }
      assertThat(approver.process().err())
          .contains(approver.connection(), approver.agentConfiguration().toString());
      assertThat(approver.stop()).isZero();
    }
  }

  @Test
  void aLaterStartIsTheSameApproverAtTheSameAddress() throws Exception {
    String agent;
    String reviewer;
    String asked;
    try (ApproverFixture approver = ApproverFixture.start(directory, "--listen", "127.0.0.1:0")) {
      agent = Files.readString(approver.agentConfiguration());
      reviewer = Files.readString(Path.of(approver.connection()));
      asked = TestJvm.enrol(approver.agentConfiguration()).ask("C-42", 60_000, Verdict.REJECT);
      approver.stop();
    }

    try (ApproverFixture approver = ApproverFixture.start(directory)) {
      assertThat(Files.readString(approver.agentConfiguration())).isEqualTo(agent);
      assertThat(Files.readString(Path.of(approver.connection()))).isEqualTo(reviewer);
      assertThat(CapturedRun.of("reject", asked, "--connection", approver.connection()).status())
          .isZero();
    }
  }

  @Test
  void aNewAddressIsWrittenIntoTheConnectionFilesAndSaid() throws Exception {
    try (ApproverFixture approver = ApproverFixture.start(directory, "--listen", "127.0.0.1:0")) {
      approver.stop();
    }

    try (ApproverFixture approver = ApproverFixture.start(directory, "--listen", "localhost:0")) {
      assertThat(approver.process().err()).contains("correct approver.url in");
      assertThat(CapturedRun.of("ls", "--connection", approver.connection()).status()).isZero();
    }
  }

  @Test
  void reviewersCanBeAddedLaterAndTheFormerStay() throws Exception {
    try (ApproverFixture approver =
        ApproverFixture.start(directory, "--listen", "127.0.0.1:0", "--name", "alice")) {
      approver.stop();
    }
    // Handed over: an approver needs no reviewer's token to start again.
    Path alice = directory.resolve("alice.yaml");
    Files.move(directory.resolve("data/reviewer.yaml"), alice);

    try (ApproverFixture approver =
        ApproverFixture.start(directory, "--name", "alice", "--name", "bob")) {
      String asked =
          TestJvm.enrol(approver.agentConfiguration()).ask("C-42", 60_000, Verdict.REJECT);
      assertThat(files(approver.data())).filteredOn(f -> f.toString().contains("alice")).isEmpty();
      assertThat(CapturedRun.of("ls", "--connection", alice.toString()).out()).contains("C-42");
      assertThat(CapturedRun.of("reject", asked, "--connection", approver.connection()).status())
          .isZero();
      assertThat(CapturedRun.of("show", asked, "--connection", alice.toString()).out())
          .contains("reject by bob");
    }
  }

  @Test
  void groupsAreKeptAndChangedWithoutAnotherToken() throws Exception {
    String connection;
    try (ApproverFixture approver =
        ApproverFixture.start(
            directory, "--listen", "127.0.0.1:0", "--reviewer", "alice:ops", "--reviewer", "bob")) {
      connection = approver.connection();
      assertThat(says(approver, "ops", connection)).isZero();
      assertThat(says(approver, "risk", connection)).isEqualTo(1);
      approver.stop();
    }
    try (ApproverFixture approver = ApproverFixture.start(directory)) {
      assertThat(says(approver, "ops", connection)).isZero();
      assertThat(says(approver, "risk", connection)).isEqualTo(1);
      approver.stop();
    }
    try (ApproverFixture approver =
        ApproverFixture.start(directory, "--reviewer", "alice:risk,ops")) {
      assertThat(approver.process().err()).contains("callgate: alice is in risk, ops");
      assertThat(says(approver, "risk", connection)).isZero();
      approver.stop();
    }
    try (ApproverFixture approver = ApproverFixture.start(directory, "--reviewer", "bob:*")) {
      Path bob = approver.data().resolve("reviewer-bob.yaml");
      assertThat(says(approver, "whatever", bob.toString())).isZero();
    }
  }

  /** The exit status of approving a call that {@code group} decides. */
  private static int says(ApproverFixture approver, String group, String connection)
      throws Exception {
    String asked =
        TestJvm.enrol(approver.agentConfiguration())
            .ask("C-42", new Demand("p/r", List.of(group), 1, false));
    return CapturedRun.of("approve", asked, "--connection", connection).status();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":ops", "a b", "alice:", "alice:ops,", "alice:a b", "../x", "a:b:c"})
  void whatIsNoReviewerIsAMistakeOfUsage(String written) {
    CapturedRun run =
        CapturedRun.of(
            "approver", "--data", directory.resolve("new").toString(), "--reviewer", written);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).hasLineCount(1).contains("--reviewer");
  }

  @Test
  void onePersonIsNamedOnce() {
    CapturedRun run =
        CapturedRun.of(
            "approver",
            "--data",
            directory.resolve("new").toString(),
            "--reviewer",
            "alice:ops",
            "--reviewer",
            "Alice:risk");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("named twice: the reviewer Alice");
  }

  @Test
  void twoApproversNeverShareADirectory() throws Exception {
    try (ApproverFixture approver = ApproverFixture.start(directory, "--listen", "127.0.0.1:0");
        CallgateProcess second =
            CallgateProcess.start(
                directory,
                "approver",
                "--data",
                approver.data().toString(),
                "--listen",
                "127.0.0.1:0")) {
      assertThat(second.status()).isEqualTo(1);
      assertThat(second.err()).contains("another approver").hasLineCount(1);
    }
  }

  @Test
  void aDirectoryOpenToOthersIsRefused() throws Exception {
    Path open = Files.createDirectory(directory.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-x---"));

    CapturedRun run = CapturedRun.of("approver", "--data", open.toString());

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("chmod 700 " + open);
    assertThat(files(open)).isEmpty();
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
