package dev.callgate.policy.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.policy.Call;
import dev.callgate.policy.Policies;
import dev.callgate.policy.condition.Several;
import dev.callgate.policy.condition.Truth;
import dev.callgate.policy.view.command.CommandLine;
import dev.callgate.policy.view.command.StartedPrograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandViewTest {
  private static final String IS_RM = "as: command.program, eq: rm";
  private static final String STARTS_RM = "as: command.programs, has_any: [rm]";

  private final Path directory;

  CommandViewTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void aCommandIsReadFromEveryShapeTheJdkTakes() {
    for (Object value :
        List.of(
            new ProcessBuilder("rm", "-rf", "/x"),
            new ProcessBuilder(new ArrayList<>(List.of("rm", "-rf", "/x"))),
            new String[] {"rm", "-rf", "/x"},
            List.of("rm", "-rf", "/x"),
            Arrays.asList("rm", "-rf", "/x"),
            " rm\t-rf  /x\n")) {
      assertThat(test(IS_RM, value)).isEqualTo(Truth.TRUE);
      assertThat(test("as: command.program, eq: ls", value)).isEqualTo(Truth.FALSE);
      assertThat(test("as: command.args, has_all: [\"-rf\", /x]", value)).isEqualTo(Truth.TRUE);
      assertThat(test("as: command.args, has_any: [rm]", value)).isEqualTo(Truth.FALSE);
      assertThat(test(STARTS_RM, value)).isEqualTo(Truth.TRUE);
    }
    // Runtime.exec knows no quotes
    assertThat(test("as: command.args, has_any: [\"'a\"]", "ls 'a b'")).isEqualTo(Truth.TRUE);
  }

  @Test
  void theReceiverIsLookedInto() {
    assertThat(
            Policies.condition(directory, "{self: this, as: command.program, eq: rm}")
                .test(Call.on(new ProcessBuilder("rm"))))
        .isEqualTo(Truth.TRUE);
  }

  @ParameterizedTest
  @CsvSource({
    "rm, TRUE",
    "/bin/rm, TRUE",
    "/usr/bin/rm, TRUE",
    "/usr/bin/ls, FALSE",
    "/tmp/rm, UNDECIDED",
    "./rm, UNDECIDED",
    "/bin/../tmp/rm, UNDECIDED",
    "/opt/tool/run, FALSE",
    "/bin/, UNDECIDED",
  })
  void aProgramSomewhereElseIsNotSimplyTheProgram(String path, Truth expected) {
    assertThat(test(IS_RM, new String[] {path})).isEqualTo(expected);
    assertThat(test("as: command.program, ne: rm", new String[] {path}))
        .isEqualTo(
            switch (expected) {
              case TRUE -> Truth.FALSE;
              case FALSE -> Truth.TRUE;
              case UNDECIDED -> Truth.UNDECIDED;
            });
  }

  @Test
  void thePathIsAsWritten() {
    assertThat(test("as: command.path, glob: \"/usr/**\"", new String[] {"/usr/local/bin/x"}))
        .isEqualTo(Truth.TRUE);
    assertThat(test("as: command.path, eq: /usr/bin/git", new String[] {"/tmp/git"}))
        .isEqualTo(Truth.FALSE);
  }

  @ParameterizedTest
  @MethodSource("unreadable")
  void whatIsNoCommandOfTheJdkIsUndecided(@Nullable Object value) {
    assertThat(test(IS_RM, value)).isEqualTo(Truth.UNDECIDED);
    assertThat(test(STARTS_RM, value)).isEqualTo(Truth.UNDECIDED);
    assertThat(test("as: command.args, has_none: [x]", value)).isEqualTo(Truth.UNDECIDED);
  }

  static Stream<Arguments> unreadable() {
    List<String> hostile =
        new AbstractList<>() {
          @Override
          public String get(int index) {
            throw new AssertionError("application code ran");
          }

          @Override
          public int size() {
            throw new AssertionError("application code ran");
          }
        };
    return Stream.<@Nullable Object>of(
            null,
            "",
            "  ",
            7,
            new String[0],
            new String[] {"ls", null},
            new String[] {"ls\0"},
            List.of(1),
            hostile,
            new ProcessBuilder(hostile),
            new ProcessBuilder(),
            new String[] {"ls", "x".repeat(256 * 1024)})
        .map(value -> Arguments.of(new Object[] {value}));
  }

  /** What the shell itself starts, as the programs tell. */
  @ParameterizedTest(name = "{0}")
  @EnabledOnOs({OS.LINUX, OS.MAC})
  @ValueSource(
      strings = {
        "rm",
        "rm -rf x; ls",
        "ls && rm x",
        "false || git y",
        "ls | git | rm",
        "ls & rm",
        "ls\nrm",
        "'rm' \"x\"",
        "r'm' x",
        "A=1 B=$X rm",
        "ls > rm",
        "ls 2> /dev/null >> out 2>&1; git",
        "ls >| out",
        "ls < /dev/null rm",
        "> out",
        "ls $X",
        "ls \"$X\" '$(rm)' '`rm`' 'a;rm'",
        "ls *rm* ~ a=b",
        "env rm",
        "env -i PATH=$PATH A=1 git",
        "nohup rm",
        "nice -n 3 rm",
        "timeout -s KILL 5 git",
        "timeout 5 nice -n 1 rm; ls",
        "sh -c rm",
        "sh -c 'ls; sh -c \"rm x\"'",
        "exec rm",
        "command rm",
      })
  void aShellsTextIsSplitAsTheShellSplitsIt(String script) throws Exception {
    Several seen = Objects.requireNonNull(programs("sh", "-c", script));

    if (seen.complete()) {
      assertThat(new TreeSet<>(ours(seen.certain()))).isEqualTo(runFor(script));
    } else {
      assertThat(runFor(script)).containsAll(ours(seen.certain()));
    }
  }

  private static final List<String> OURS = List.of("rm", "ls", "git");

  private static List<String> ours(List<String> programs) {
    List<String> ours = new ArrayList<>(programs);
    ours.retainAll(OURS);
    return ours;
  }

  /** Starts the shell with programs that only write down their names. */
  private TreeSet<String> runFor(String script) throws IOException, InterruptedException {
    Path bin = Files.createDirectories(directory.resolve("bin"));
    Path log = directory.resolve("log");
    Files.deleteIfExists(log);
    Files.createFile(log);
    for (String name : OURS) {
      Path program = bin.resolve(name);
      Files.writeString(program, "#!/bin/sh\necho " + name + " >> " + log + "\n");
      assertThat(program.toFile().setExecutable(true)).isTrue();
    }
    ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", script + "\nwait");
    builder.directory(bin.toFile()).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("PATH", bin + ":/usr/bin:/bin");
    builder.environment().put("X", "a b");
    builder.start().waitFor();
    return new TreeSet<>(Files.readAllLines(log));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ls $(rm x)",
        "ls `rm x`",
        "ls \"$(rm)\"",
        "ls \"`rm`\"",
        "$X x",
        "r? x",
        "/bin/r* x",
        "{rm,-rf}",
        "(ls)",
        "ls \\; x",
        "if ls; then git; fi",
        "eval ls",
        ". ./x",
        "ls <<E\nrm\nE",
        "ls <(git)",
        "env $X ls",
        "timeout $X ls",
        "sudo -i",
        "xargs ls",
        "find . -exec ls",
        "python3 -c 1",
        "bash script.sh",
        "ls 'open",
        "ls\r",
        "ssh host ls",
        "env -S ls",
        "ls 12> x",
      })
  void whatElseAShellMayStartIsUndecided(String script) {
    assertThat(test(STARTS_RM, new String[] {"sh", "-c", script})).isEqualTo(Truth.UNDECIDED);
    assertThat(test("as: command.programs, has_none: [rm]", new String[] {"sh", "-c", script}))
        .isEqualTo(Truth.UNDECIDED);
  }

  @ParameterizedTest
  @CsvSource({
    "sudo -u root rm x, TRUE",
    "sudo -u root ls x, FALSE",
    "env A=1 nohup /bin/rm, TRUE",
    "nice -n10 ls, FALSE",
    "nice --unknown rm, UNDECIDED",
    "stdbuf -oL ls, FALSE",
    "cmd /c del x, UNDECIDED",
    "powershell -c x, UNDECIDED",
    "sh, UNDECIDED",
    "sh script, UNDECIDED",
    "bash -lc rm, TRUE",
    "bash --rcfile x -c ls, UNDECIDED",
    "ls -c rm, FALSE",
    "git rm x, FALSE",
    "python3.12 x.py, UNDECIDED",
  })
  void wrappersAreSeenThrough(String line, Truth expected) {
    assertThat(test(STARTS_RM, line)).isEqualTo(expected);
  }

  @Test
  void nestingIsBounded() {
    String script = "rm";
    for (int i = 0; i < 12; i++) {
      script = "env ".repeat(2000) + script;
    }
    assertThat(test(STARTS_RM, new String[] {"sh", "-c", script})).isEqualTo(Truth.UNDECIDED);
    assertThat(test(STARTS_RM, new String[] {"sh", "-c", "ls;".repeat(60_000)}))
        .isEqualTo(Truth.FALSE);
  }

  private static @Nullable Several programs(String... words) {
    CommandLine line = CommandLine.of(words);
    return line == null ? null : StartedPrograms.of(line);
  }

  private Truth test(String view, @Nullable Object value) {
    return Policies.condition(directory, "{arg: a, " + view + "}").test(Call.of(value, null));
  }
}
