package dev.callgate.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.cli.CallgateProcess;
import dev.callgate.cli.CapturedRun;
import dev.callgate.protocol.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunCommandTest {
  private final Path directory;
  private final Path agent;

  RunCommandTest(@TempDir Path directory) throws IOException {
    this.directory = directory;
    this.agent = StandInAgent.jar(directory.resolve("agent.jar"));
  }

  private CallgateProcess run(List<String> options, List<String> command) throws IOException {
    List<String> all = new ArrayList<>(List.of("run", "--agent-jar", agent.toString()));
    all.addAll(options);
    all.add("--");
    all.addAll(command);
    // setsid: no terminal, whoever runs the tests
    List<String> detached = new ArrayList<>(List.of("setsid", "--wait"));
    detached.addAll(CallgateProcess.command(all.toArray(String[]::new)));
    return CallgateProcess.start(directory, detached);
  }

  private static List<String> program(String... calls) {
    List<String> command = new ArrayList<>(CallgateProcess.java());
    command.add(StandInProgram.class.getName());
    command.addAll(List.of(calls));
    return command;
  }

  @AfterEach
  void nothingIsLeftBehind() throws Exception {
    assertThat(runDirectories()).isEmpty();
    assertThat(approvers()).isEmpty();
  }

  private List<Path> runDirectories() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(f -> String.valueOf(f.getFileName()).startsWith("callgate-run-"))
          .toList();
    }
  }

  private List<ProcessHandle> approvers() {
    return CallgateProcess.running(directory, "--stdin-settings");
  }

  @Test
  void theProgramsStatusAndStreamsAreItsOwn() throws Exception {
    try (CallgateProcess run =
        run(List.of(), List.of("sh", "-c", "cat; echo out; echo err >&2; exit 7"))) {
      assertThat(run.status()).isEqualTo(7);
      assertThat(run.out()).isEqualTo("out\n");
      assertThat(run.err()).isEqualTo("err\n");
    }
  }

  @Test
  void aProgramEndedByASignalIsToldAsShellsDo() throws Exception {
    try (CallgateProcess run = run(List.of(), List.of("sh", "-c", "kill -9 $$"))) {
      assertThat(run.status()).isEqualTo(137);
    }
  }

  @Test
  void aProgramThatIsNotThereIsOneLine() throws Exception {
    try (CallgateProcess run = run(List.of(), List.of("/no/such/program", "--help"))) {
      assertThat(run.status()).isEqualTo(127);
      assertThat(run.err()).contains("/no/such/program").hasLineCount(1);
    }
  }

  @Test
  void approvingEveryCallIsDoneAtOnceAndNamed() throws Exception {
    try (CallgateProcess run =
        run(List.of("--decide", "approve"), program("C-1/60000", "C-2/60000"))) {
      assertThat(run.status()).isZero();
      assertThat(run.out()).contains("C-1=approve by [--decide]", "C-2=approve by [--decide]");
      assertThat(run.err())
          .isEqualTo(
              """
              callgate: held      SupportTools.refund(customerId=C-1, amount=120.0) by support/refund
              callgate: approved  SupportTools.refund(customerId=C-1, amount=120.0) by support/refund
              callgate: held      SupportTools.refund(customerId=C-2, amount=120.0) by support/refund
              callgate: approved  SupportTools.refund(customerId=C-2, amount=120.0) by support/refund
              """);
    }
  }

  @Test
  void rejectingEveryCallIsDoneAtOnceAndQuietlyIfAsked() throws Exception {
    try (CallgateProcess run =
        run(List.of("--decide", "reject", "--quiet"), program("C-1/60000"))) {
      assertThat(run.status()).isZero();
      assertThat(run.out()).contains("C-1=reject by [--decide]");
      assertThat(run.err()).isEmpty();
    }
  }

  @Test
  void withNobodyToDecideEveryCallExpires() throws Exception {
    try (CallgateProcess run = run(List.of("--decide", "none"), program("C-1/300"))) {
      assertThat(run.status()).isZero();
      assertThat(run.out()).contains("C-1=expire by []");
      assertThat(run.err()).contains("held      SupportTools", "expired   SupportTools");
    }
  }

  @Test
  void withoutATerminalItIsSaidOnceHowToDecide() throws Exception {
    try (CallgateProcess run = run(List.of(), program("C-1/300", "C-2/300"))) {
      assertThat(run.status()).isZero();
      assertThat(run.err()).containsOnlyOnce("--reviewer-file");
    }
  }

  @Test
  void anotherTerminalDecidesWithTheReviewersFile() throws Exception {
    Path file = directory.resolve("second.yaml");
    try (CallgateProcess run =
        run(List.of("--reviewer-file", file.toString()), program("C-1/60000"))) {
      run.awaitErr("held      ");
      String list = CapturedRun.of("ls", "-o", "json", "--connection", file.toString()).out();
      String id = Json.readTree(list).path(0).path("id").asString();
      CapturedRun approve =
          CapturedRun.of("edit", id, "--set", "amount=1", "--connection", file.toString());
      assertThat(approve.status()).as(approve.err()).isZero();
      assertThat(run.status()).isZero();
      assertThat(run.out()).contains("C-1=edit by [" + System.getProperty("user.name") + "]");
      assertThat(run.err()).contains("edited    SupportTools", "with amount=1 by");
    }
    assertThat(file).doesNotExist();
  }

  @Test
  void theProgramIsGivenNothingThatCanDecide() throws Exception {
    String script =
        "env; for f in $(dirname \"${JAVA_TOOL_OPTIONS##*=}\")/*; do echo \"$f\"; strings \"$f\";"
            + " done";
    try (CallgateProcess run = run(List.of("--decide", "none"), List.of("sh", "-c", script))) {
      assertThat(run.status()).isZero();
      assertThat(run.out()).contains("callgate.yaml", "enrolment.token", "cge_");
      assertThat(run.out()).doesNotContain("strict:");
      assertThat(run.out()).doesNotContain("cgr_", "PRIVATE KEY", "CALLGATE ED25519 KEY");
    }
  }

  @Test
  void theConfigurationSaysWhatTheOptionsSay() throws Exception {
    Path policy = Files.writeString(directory.resolve("my policy.yaml"), "callgate: 1\n");
    try (CallgateProcess run =
        run(
            List.of(
                "--policy",
                policy.toString(),
                "--application",
                "shop \"1\"",
                "--expires",
                "3s",
                "--strict"),
            List.of("sh", "-c", "cat \"${JAVA_TOOL_OPTIONS##*=}\""))) {
      assertThat(run.status()).isZero();
      assertThat(run.out())
          .contains(
              "application: \"shop \\\"1\\\"\"\n",
              "policy:\n  - \"" + policy + "\"\n",
              "  url: \"https://127.0.0.1:",
              "  trust: \"ed25519:",
              "  tls-pin: \"sha256:",
              "\nexpires: 3s\n",
              "\nstrict: true\n");
    }
  }

  @Test
  void anAgentWhosePathAJvmCannotTakeIsLinked() throws Exception {
    Path odd = StandInAgent.jar(directory.resolve("an agent=1.jar"));
    List<String> command = new ArrayList<>(List.of("setsid", "--wait"));
    command.addAll(
        CallgateProcess.command("run", "--agent-jar", odd.toString(), "--decide", "approve", "--"));
    command.addAll(program("C-1/60000"));
    try (CallgateProcess run = CallgateProcess.start(directory, command)) {
      assertThat(run.status()).as(run.err()).isZero();
      assertThat(run.out()).contains("C-1=approve");
    }
  }

  @Test
  void aSignalToTheRunReachesTheProgram() throws Exception {
    try (CallgateProcess run =
        run(
            List.of(),
            List.of(
                "sh",
                "-c",
                "trap 'echo told; exit 5' TERM; echo up; while :; do sleep 0.05; done"))) {
      run.awaitOut("up");
      // setsid's child is the run
      run.process().children().forEach(ProcessHandle::destroy);
      assertThat(run.status()).isEqualTo(5);
      assertThat(run.out()).contains("told");
    }
  }

  @Test
  void aKilledRunTakesItsApproverAndItsFilesWithIt() throws Exception {
    try (CallgateProcess run = run(List.of(), List.of("sh", "-c", "echo up; exec sleep 60"))) {
      run.awaitOut("up");
      assertThat(approvers()).hasSize(1);
      assertThat(runDirectories()).hasSize(1);
      ProcessHandle program =
          run.process()
              .descendants()
              .filter(p -> p.info().command().orElse("").endsWith("sleep"))
              .findFirst()
              .orElseThrow();
      ProcessHandle approver = approvers().get(0);
      try {
        // By its command line: whether setsid is a process of its own depends on who starts it.
        CallgateProcess.running(directory, "--agent-jar").forEach(ProcessHandle::destroyForcibly);
        approver.onExit().get(30, TimeUnit.SECONDS);
      } finally {
        program.destroyForcibly();
      }
    }
  }

  @Test
  void anApproverThatDiesIsSaidAndTheProgramGoesOn() throws Exception {
    try (CallgateProcess run =
        run(List.of(), List.of("sh", "-c", "echo up; read wait < " + fifo() + "; exit 3"))) {
      run.awaitOut("up");
      approvers().forEach(ProcessHandle::destroyForcibly);
      run.awaitErr("gated calls are refused");
      Files.writeString(fifo(), "go\n");
      assertThat(run.status()).isEqualTo(3);
    }
  }

  private Path fifo() throws Exception {
    Path fifo = directory.resolve("fifo");
    if (!Files.exists(fifo)) {
      assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    }
    return fifo;
  }
}
