package dev.callgate.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.callgate.cli.CallgateProcess;
import dev.callgate.cli.CapturedRun;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A person at a pseudo terminal, which util-linux's {@code script} makes. */
@Timeout(value = 90, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class RunOnTerminalTest {
  private static final Path SCRIPT = Path.of("/usr/bin/script");

  private final Path directory;

  RunOnTerminalTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @BeforeEach
  void aPseudoTerminalCanBeMade() {
    assumeTrue(Files.isExecutable(SCRIPT), "no " + SCRIPT + " here: nothing can play a terminal");
  }

  /** The screen and the keyboard. */
  private static final class Person implements AutoCloseable {
    private final Process process;
    private final OutputStream keyboard;
    private final Reader screen;
    private final StringBuilder seen = new StringBuilder();

    Person(Process process) {
      this.process = process;
      this.keyboard = process.getOutputStream();
      this.screen =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Reads on until {@code text} is on the screen; all that was shown until then. */
    String reads(String text) throws IOException {
      while (seen.indexOf(text) < 0) {
        int next = screen.read();
        assertThat(next).as("%s was never shown; this was: %s", text, seen).isNotNegative();
        seen.append((char) next);
      }
      String shown = seen.toString();
      seen.setLength(0);
      return shown;
    }

    void types(String line) throws IOException {
      keyboard.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      keyboard.flush();
    }

    int leaves() throws IOException, InterruptedException {
      keyboard.close();
      while (screen.read() >= 0) {
        // to its end, or it could wait for room
      }
      return process.waitFor();
    }

    @Override
    public void close() {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private Person run(String... calls) throws IOException {
    return run(List.of(), calls);
  }

  private Person run(List<String> options, String... calls) throws IOException {
    Path agent = StandInAgent.jar(directory.resolve("agent.jar"));
    List<String> command = new ArrayList<>();
    command.addAll(CallgateProcess.command("run", "--agent-jar", agent.toString()));
    command.addAll(options);
    command.add("--");
    command.addAll(CallgateProcess.java());
    command.add(StandInProgram.class.getName());
    command.addAll(List.of(calls));
    String line = command.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
    ProcessBuilder builder =
        new ProcessBuilder(SCRIPT.toString(), "-qec", line, "/dev/null").redirectErrorStream(true);
    builder.environment().put("NO_COLOR", "1");
    builder.environment().put("SHELL", "/bin/sh");
    return new Person(builder.start());
  }

  @Test
  void aPersonSeesTheCallAndApprovesIt() throws Exception {
    try (Person person = run("C-42/60000")) {
      assertThat(person.reads("[?] > "))
          .contains("com.acme.SupportTools.refund", "support/refund", "risk high", "C-42")
          .contains("java.math.BigDecimal, editable", "120.0", "com.acme.Agent.act", "time left")
          .contains("[a]pprove  [e]dit  [r]espond  re[j]ect");
      person.types("a");
      assertThat(person.reads("C-42=")).contains("callgate: approved");
      assertThat(person.reads("\n")).startsWith("approve by [");
      assertThat(person.leaves()).isZero();
    }
  }

  /** Alice sits here; bob, who is told where, has another terminal. */
  @Test
  void aCallThatTakesTwoPeopleWaitsForTheOtherTerminal() throws Exception {
    List<String> people = List.of("--reviewer", "alice:ops", "--reviewer", "bob:risk");
    try (Person person = run(people, "C-42/60000/2")) {
      String shown = person.reads("[?] > ");
      assertThat(shown).contains("approvals  p/two: 0 of 2 of ops, risk");
      String told = "the reviewer bob decides from another terminal: export CALLGATE_CONNECTION=";
      assertThat(shown).contains(told).doesNotContain("the reviewer alice decides from");
      int at = shown.indexOf(told) + told.length();
      String connection = shown.substring(at, shown.indexOf(';', at));
      String listed = CapturedRun.of("ls", "--connection", connection).out();
      String id = listed.lines().toList().get(1).split(" ")[0];

      person.types("a");
      assertThat(person.reads("1 of 2, needs 1 more of ops, risk")).contains("callgate: waits");
      assertThat(CapturedRun.of("approve", id, "--connection", connection).status()).isZero();

      person.reads("C-42=");
      assertThat(person.reads("\n")).startsWith("approve by [alice, bob]");
      assertThat(person.leaves()).isZero();
      assertThat(Path.of(connection)).doesNotExist();
    }
  }

  /** The question comes back with what the other one wants. */
  @Test
  void whoDisagreesIsAskedAgain() throws Exception {
    List<String> people = List.of("--reviewer", "alice:ops", "--reviewer", "bob:risk");
    try (Person person = run(people, "C-42/60000/2")) {
      String shown = person.reads("[?] > ");
      int at = shown.indexOf("CALLGATE_CONNECTION=") + "CALLGATE_CONNECTION=".length();
      String connection = shown.substring(at, shown.indexOf(';', at));
      String listed = CapturedRun.of("ls", "--connection", connection).out();
      String id = listed.lines().toList().get(1).split(" ")[0];
      CapturedRun edit =
          CapturedRun.of("edit", id, "--set", "amount=5", "--connection", connection);
      assertThat(edit.status()).as(edit.err()).isZero();

      person.types("a");
      assertThat(person.reads("[?] > "))
          .contains("bob has agreed to: edit amount = 5", "agreed     bob said edit amount = 5");
      person.types("e");
      person.reads("> ");
      person.types("5");
      person.reads("C-42=");
      assertThat(person.reads("\n")).startsWith("edit by [bob, alice]");
      assertThat(person.leaves()).isZero();
    }
  }

  @Test
  void aPersonEditsAnswersAndRejectsOneCallAfterTheOther() throws Exception {
    try (Person person = run("C-1/60000", "C-2/60000", "C-3/60000")) {
      person.reads("[?] > ");
      person.types("e");
      person.reads("Enter keeps 120.0 > ");
      person.types("60.5");
      person.reads("C-1=");
      assertThat(person.reads("\n")).contains("edit by", "name=amount, value=60.5");

      person.reads("[?] > ");
      person.types("r");
      person.reads("answer, java.lang.String > ");
      person.types("ask tomorrow");
      person.reads("C-2=");
      assertThat(person.reads("\n")).contains("respond by", "response \"ask tomorrow\"");

      person.reads("[?] > ");
      person.types("j");
      person.reads("none > ");
      person.types("too much");
      person.reads("C-3=");
      assertThat(person.reads("\n")).contains("reject by", "reason too much");
      assertThat(person.leaves()).isZero();
    }
  }

  @Test
  void whatIsTypedForACallThatHasExpiredDecidesNotTheNext() throws Exception {
    try (Person person = run("C-1/1500", "C-2/60000")) {
      person.reads("[?] > ");
      person.reads("that call has ended meanwhile; press Enter to go on > ");
      person.types("a");
      assertThat(person.reads("C-2")).doesNotContain("C-2=");
      person.reads("[?] > ");
      person.types("j");
      person.reads("none > ");
      person.types("");
      person.reads("C-2=");
      assertThat(person.reads("\n")).startsWith("reject by");
      assertThat(person.leaves()).isZero();
    }
  }

  @Test
  void aSkippedCallIsShownAgainOnEnter() throws Exception {
    try (Person person = run("C-1/60000")) {
      person.reads("[?] > ");
      person.types("s");
      person.reads("press Enter to see it again");
      person.types("");
      person.reads("[?] > ");
      person.types("a");
      person.reads("C-1=approve");
      assertThat(person.leaves()).isZero();
    }
  }
}
