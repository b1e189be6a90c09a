package dev.callgate.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.acceptance.harness.ApproverProcess;
import dev.callgate.acceptance.harness.ChildProcess;
import dev.callgate.acceptance.harness.CommandLine;
import dev.callgate.acceptance.harness.Compiled;
import dev.callgate.acceptance.harness.EveryJdk;
import dev.callgate.acceptance.harness.HeldCall;
import dev.callgate.acceptance.harness.Jdk;
import dev.callgate.acceptance.harness.Jdks;
import dev.callgate.acceptance.harness.Launch;
import dev.callgate.acceptance.harness.Reviewer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A deed that takes two people of two groups, and the file that it would erase. */
final class QuorumTest {
  private static final String POLICY =
      """
      callgate: 1
      name: files
      approvers: [ops, risk]
      rules:
        - id: erase
          match: {class: deeds.Eraser, method: erase}
          decide: gate
          gate: {approvers: [ops, risk], quorum: 2}
      """;

  /** Unmarked: a mark would be a rule of its own, in which everybody has a say. */
  private static final String ERASER =
      Programs.ERASER.replace("@Irreversible(\"Erase a file\")", "");

  private static final Pattern CONNECTION =
      Pattern.compile("reviewer (\\w+) .*CALLGATE_CONNECTION=(\\S+);");

  private static ApproverProcess approver;
  private static Reviewer alice;
  private static Reviewer bob;

  @BeforeAll
  static void startApprover(@TempDir Path directory) throws Exception {
    approver =
        ApproverProcess.startFor(
            Jdks.first(), directory, "alice:ops", "bob:risk", "mallory:interns");
    alice = approver.reviewer();
    bob = approver.reviewer("bob");
  }

  @AfterAll
  static void stopApprover() {
    approver.close();
  }

  @EveryJdk
  void oneYesLeavesTheFileAndTheSecondPersonsErasesIt(Jdk jdk, @TempDir Path temp)
      throws Exception {
    Path file = file(temp);
    try (ChildProcess eraser = eraser(jdk, temp, file)) {
      HeldCall held = alice.awaitHeld(eraser);
      assertThat(alice.approve(held).state()).isEqualTo("PENDING");
      // the same person again is nobody else
      assertThat(alice.approve(held).state()).isEqualTo("PENDING");
      assertThat(alice.show(held.id()).json().at("/progress/0/by").toString())
          .isEqualTo("[\"alice\"]");
      assertThat(file).exists();
      assertThat(eraser.isAlive()).isTrue();

      assertThat(bob.approve(held).state()).isEqualTo("APPROVED");

      assertThat(eraser.awaitExit()).as("%s", eraser).isZero();
      assertThat(file).doesNotExist();
      assertThat(eraser.out().lines()).last().isEqualTo("erased 6");
    }
  }

  @EveryJdk
  void aNoAfterAYesLeavesTheFile(Jdk jdk, @TempDir Path temp) throws Exception {
    Path file = file(temp);
    try (ChildProcess eraser = eraser(jdk, temp, file)) {
      HeldCall held = alice.awaitHeld(eraser);
      alice.approve(held);
      bob.reject(held, "not ours");

      assertThat(eraser.awaitExit()).as("%s", eraser).isZero();
      assertThat(file).exists();
      assertThat(eraser.out().lines())
          .last()
          .asString()
          .contains("bob rejected it, saying: not ours", "[callgate REJECTED, request ");
    }
  }

  /** With the commands that people type. */
  @Test
  void somebodyOfAnotherGroupIsToldThatTheyHaveNoSay(@TempDir Path temp) throws Exception {
    Path file = file(temp);
    try (ChildProcess eraser = eraser(Jdks.first(), temp, file)) {
      HeldCall held = alice.awaitHeld(eraser);
      try (ChildProcess mallory =
          command(temp, "approve", held.id(), approver.connectionFile("mallory"))) {
        assertThat(mallory.awaitExit()).isEqualTo(1);
        assertThat(mallory.err().text())
            .contains("mallory is in none of the groups that decide this: ops, risk");
      }
      try (ChildProcess first = command(temp, "approve", held.id(), approver.connectionFile())) {
        assertThat(first.awaitExit()).as("%s", first).isZero();
        assertThat(first.err().text()).contains("1 of 2, needs 1 more of ops, risk");
      }
      try (ChildProcess list = command(temp, "ls", null, approver.connectionFile())) {
        list.awaitExit();
        assertThat(list.out().text()).contains("1 of 2");
      }
      try (ChildProcess show = command(temp, "show", held.id(), approver.connectionFile())) {
        show.awaitExit();
        assertThat(show.out().text())
            .contains("files/erase: 1 of 2 of ops, risk: alice", "alice said approve");
      }
      assertThat(file).exists();
      bob.approve(held);
      assertThat(eraser.awaitExit()).isZero();
      assertThat(file).doesNotExist();
    }
  }

  @EveryJdk
  void decideSpeaksForEverybodyWhoIsDeclared(Jdk jdk, @TempDir Path temp) throws Exception {
    Path file = file(temp);
    try (ChildProcess run =
        run(
            jdk,
            temp,
            file,
            "--decide",
            "approve",
            "--reviewer",
            "a:ops",
            "--reviewer",
            "b:risk")) {
      assertThat(run.awaitExit()).as("%s", run).isZero();
      assertThat(file).doesNotExist();
      assertThat(run.err().text()).contains("callgate: approved ");
    }
  }

  @Test
  void aRunWithoutEnoughPeopleDoesNotStart(@TempDir Path temp) throws Exception {
    Path file = file(temp);
    for (String reviewers :
        List.of("", "--reviewer a:ops", "--reviewer a:ops --reviewer b:other")) {
      List<String> options = new ArrayList<>(List.of("--decide", "approve"));
      if (!reviewers.isEmpty()) {
        options.addAll(List.of(reviewers.split(" ")));
      }
      try (ChildProcess run = run(Jdks.first(), temp, file, options.toArray(String[]::new))) {
        assertThat(run.awaitExit()).as("%s", run).isEqualTo(1);
        assertThat(run.err().lines())
            .singleElement()
            .asString()
            .startsWith(
                "callgate: not enough reviewers: the rule files/erase needs 2 of ops, risk, and of"
                    + " those this run has 1;");
        assertThat(run.out().text()).isEmpty();
      }
    }
    assertThat(file).exists();
  }

  /** Each declared person has a file of their own, named at the start and gone at the end. */
  @Test
  void peopleOfARunDecideFromOtherTerminals(@TempDir Path temp) throws Exception {
    Path file = file(temp);
    try (ChildProcess run =
        run(
            Jdks.first(),
            temp,
            file,
            // sits at the terminal, should there be one
            "--reviewer",
            "here",
            "--reviewer",
            "a:ops",
            "--reviewer",
            "b:risk")) {
      run.awaitErr(line -> line.startsWith("callgate: held "));
      Map<String, Path> connections = new HashMap<>();
      for (String line : run.err().lines()) {
        Matcher told = CONNECTION.matcher(line);
        if (told.find()) {
          connections.put(told.group(1), Path.of(told.group(2)));
        }
      }
      assertThat(connections).containsKeys("a", "b");
      assertThat(connections.values()).allSatisfy(path -> assertThat(path).exists());
      Path a = Objects.requireNonNull(connections.get("a"));
      Path b = Objects.requireNonNull(connections.get("b"));
      String id = id(temp, a);
      try (ChildProcess first = command(temp, "approve", id, a)) {
        assertThat(first.awaitExit()).as("%s", first).isZero();
      }
      run.awaitErr(line -> line.startsWith("callgate: waits ") && line.contains("1 of 2"));
      assertThat(file).exists();
      try (ChildProcess second = command(temp, "approve", id, b)) {
        assertThat(second.awaitExit()).as("%s", second).isZero();
      }
      assertThat(run.awaitExit()).as("%s", run).isZero();
      assertThat(file).doesNotExist();
      assertThat(connections.values()).allSatisfy(path -> assertThat(path).doesNotExist());
    }
  }

  private static String id(Path temp, Path connection) throws Exception {
    try (ChildProcess list = command(temp, "ls", null, connection)) {
      list.awaitExit();
      return list.out().lines().get(1).split(" ")[0];
    }
  }

  private ChildProcess eraser(Jdk jdk, Path temp, Path file) throws Exception {
    List<Path> classPath = Compiled.program(temp, "deeds.Eraser", ERASER);
    return Launch.on(jdk, temp)
        .gatedBy(approver.configuration("eraser").withPolicy(policy(temp)))
        .main("deeds.Eraser", classPath, file.toString(), "0");
  }

  private static ChildProcess run(Jdk jdk, Path temp, Path file, String... options)
      throws IOException {
    List<Path> classPath = Compiled.program(temp, "deeds.Eraser", ERASER);
    List<String> arguments = new ArrayList<>(List.of("run", "--policy", policy(temp).toString()));
    arguments.addAll(List.of(options));
    arguments.addAll(List.of("--", jdk.java().toString(), "-cp"));
    arguments.add(
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    arguments.addAll(List.of("deeds.Eraser", file.toString(), "0"));
    return CommandLine.start(jdk, temp, arguments);
  }

  private static ChildProcess command(Path temp, String verb, @Nullable String id, Path connection)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of(verb));
    if (id != null) {
      arguments.add(id);
    }
    arguments.addAll(List.of("--connection", connection.toString()));
    return CommandLine.start(Jdks.first(), temp, arguments);
  }

  private static Path policy(Path temp) throws IOException {
    return Files.writeString(temp.resolve("files.callgate.yaml"), POLICY);
  }

  private static Path file(Path temp) throws IOException {
    return Files.writeString(temp.resolve("precious.txt"), "precious");
  }
}
