package dev.callgate.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.acceptance.harness.ChildProcess;
import dev.callgate.acceptance.harness.CommandLine;
import dev.callgate.acceptance.harness.Compiled;
import dev.callgate.acceptance.harness.EveryJdk;
import dev.callgate.acceptance.harness.Installation;
import dev.callgate.acceptance.harness.Jdk;
import dev.callgate.acceptance.harness.Jdks;
import dev.callgate.acceptance.harness.Launch;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code callgate run} and {@code callgate demo}: the main job in one line. */
@Order(1)
final class RunCommandTest {
  @SuppressWarnings("NullAway.Init") // JUnit does
  @TempDir
  private Path temp;

  @EveryJdk
  void approvedCallErasesTheFileAndTheStatusIsTheProgramsOwn(Jdk jdk) throws Exception {
    Path file = file();
    try (ChildProcess run = run(jdk, List.of("--decide", "approve"), "deeds.Eraser", file, "7")) {
      assertThat(run.awaitExit()).as("%s", run).isEqualTo(7);
      assertThat(file).doesNotExist();
      assertThat(run.out().lines()).containsExactly("erasing – or not ✓", "erased 6");
      assertThat(run.err().lines())
          .anyMatch(line -> line.startsWith("callgate: held ") && line.contains("Eraser.erase("))
          .anyMatch(line -> line.startsWith("callgate: approved "));
    }
  }

  @EveryJdk
  void rejectedCallLeavesTheFile(Jdk jdk) throws Exception {
    Path file = file();
    try (ChildProcess run = run(jdk, List.of("--decide", "reject"), "deeds.Eraser", file, "0")) {
      assertThat(run.awaitExit()).as("%s", run).isZero();
      assertThat(file).exists();
      assertThat(run.out().lines())
          .last()
          .asString()
          .startsWith(
              "refused NOT EXECUTED: Eraser.erase was not executed and nothing was changed:")
          .contains("[callgate REJECTED, request ");
    }
  }

  @EveryJdk
  void callThatNobodyDecidesExpiresAndLeavesTheFile(Jdk jdk) throws Exception {
    Path file = file();
    try (ChildProcess run =
        run(jdk, List.of("--decide", "none", "--expires", "1s"), "deeds.Eraser", file, "0")) {
      assertThat(run.awaitExit()).as("%s", run).isZero();
      assertThat(file).exists();
      assertThat(run.out().lines())
          .last()
          .asString()
          .startsWith("refused NOT EXECUTED: ")
          .contains("[callgate EXPIRED, request ");
    }
  }

  @EveryJdk
  void jvmThatTheProgramStartsIsGatedToo(Jdk jdk) throws Exception {
    Path file = file();
    Compiled.program(temp, "deeds.Parent", Programs.PARENT);
    try (ChildProcess run = run(jdk, List.of("--decide", "reject"), "deeds.Parent", file, "5")) {
      assertThat(run.awaitExit()).as("%s", run).isEqualTo(5);
      assertThat(file).exists();
      assertThat(run.out().text()).contains("[callgate REJECTED, request ");
    }
    try (ChildProcess run = run(jdk, List.of("--decide", "approve"), "deeds.Parent", file, "5")) {
      assertThat(run.awaitExit()).as("%s", run).isEqualTo(5);
      assertThat(file).doesNotExist();
    }
  }

  @EveryJdk
  void standardOutputIsByteForByteTheProgramsOwn(Jdk jdk) throws Exception {
    List<Path> classPath = Compiled.program(temp, "deeds.Eraser", Programs.ERASER);
    byte[] alone;
    try (ChildProcess program =
        Launch.on(jdk, temp).main("deeds.Eraser", classPath, file().toString(), "0")) {
      program.awaitExit();
      alone = program.out().bytes();
    }
    try (ChildProcess run = run(jdk, List.of("--decide", "approve"), "deeds.Eraser", file(), "0")) {
      run.awaitExit();
      assertThat(run.out().bytes()).as("%s", run).isNotEmpty().isEqualTo(alone);
    }
  }

  @Test
  void nothingIsLeftBehind() throws Exception {
    try (ChildProcess run =
        run(Jdks.first(), List.of("--decide", "approve"), "deeds.Eraser", file(), "0")) {
      run.awaitExit();
      assertThat(run.out().text()).contains("erased");
      try (Stream<Path> left = Files.list(temp)) {
        assertThat(left.map(path -> String.valueOf(path.getFileName())))
            .containsExactlyInAnyOrder("Eraser.java", "classes");
      }
    }
  }

  @EveryJdk
  void demoEndsInThreeDifferentStates(Jdk jdk) throws Exception {
    try (ChildProcess demo = demo(jdk, "--decide", "approve")) {
      assertThat(demo.awaitExit()).isZero();
      assertThat(demo.out().lines())
          .as("%s", demo)
          .contains("customers=2", "orders=3", "balance[C-42]=120.00");
    }
    try (ChildProcess demo = demo(jdk, "--decide", "reject")) {
      assertThat(demo.awaitExit()).isZero();
      assertUntouched(demo, "[callgate REJECTED, request ");
    }
    try (ChildProcess demo = demo(jdk, "--decide", "none", "--expires", "1s")) {
      assertThat(demo.awaitExit()).isZero();
      assertUntouched(demo, "[callgate EXPIRED, request ");
    }
  }

  private static void assertUntouched(ChildProcess demo, String heard) {
    assertThat(demo.out().lines())
        .as("%s", demo)
        .contains("customers=3", "orders=6", "balance[C-42]=0.00");
    assertThat(demo.out().lines().stream().filter(line -> line.startsWith("model heard: NOT")))
        .hasSize(2)
        .allMatch(line -> line.contains(heard));
  }

  /** With the script that a user types, and that JDK first on the path. */
  private ChildProcess demo(Jdk jdk, String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Installation.file("callgate").toString());
    command.add("demo");
    command.addAll(List.of(options));
    String path = jdk.home().resolve("bin") + File.pathSeparator + System.getenv("PATH");
    return ChildProcess.start(
        "demo", temp, Map.of("PATH", path, "JAVA_HOME", jdk.home().toString()), command);
  }

  private Path file() throws IOException {
    return Files.writeString(temp.resolve("precious.txt"), "precious");
  }

  private ChildProcess run(
      Jdk jdk, List<String> options, String mainClass, Path file, String status)
      throws IOException {
    List<Path> classPath = Compiled.program(temp, "deeds.Eraser", Programs.ERASER);
    List<String> arguments = new ArrayList<>();
    arguments.add("run");
    arguments.addAll(options);
    arguments.add("--");
    arguments.add(jdk.java().toString());
    arguments.add("-cp");
    arguments.add(
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    arguments.addAll(List.of(mainClass, file.toString(), status));
    return CommandLine.start(jdk, temp, arguments);
  }
}
