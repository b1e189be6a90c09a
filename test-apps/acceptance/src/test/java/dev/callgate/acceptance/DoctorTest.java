package dev.callgate.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.acceptance.harness.AgentConfiguration;
import dev.callgate.acceptance.harness.ApproverProcess;
import dev.callgate.acceptance.harness.ChildProcess;
import dev.callgate.acceptance.harness.CommandLine;
import dev.callgate.acceptance.harness.Compiled;
import dev.callgate.acceptance.harness.EveryJdk;
import dev.callgate.acceptance.harness.Installation;
import dev.callgate.acceptance.harness.Jdk;
import dev.callgate.acceptance.harness.Jdks;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** What {@code callgate doctor} says of a command line is what the agent then does. */
final class DoctorTest {
  private static final int NOT_CONFIGURED = 78;

  private static ApproverProcess approver;
  private static List<Path> classPath;

  @BeforeAll
  static void startApprover(@TempDir Path directory) throws Exception {
    approver = ApproverProcess.start(Jdks.first(), directory);
    classPath = Compiled.program(directory, "deeds.Eraser", Programs.ERASER);
  }

  @AfterAll
  static void stopApprover() {
    approver.close();
  }

  @EveryJdk
  void commandLineThatItWritesStartsUnderStrictAndTheOneAskedAboutDoesNot(
      Jdk jdk, @TempDir Path temp) throws Exception {
    Path file = Files.writeString(temp.resolve("precious.txt"), "precious");
    Path configuration = configuration(jdk, temp).writeTo(temp);
    List<String> asked =
        List.of(
            jdk.java().toString(),
            "-XX:+UseSerialGC",
            "--add-opens",
            "java.base/java.lang=ALL-UNNAMED",
            "-javaagent:" + Installation.agent() + "=" + configuration,
            "-cp",
            classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
            "deeds.Eraser",
            file.toString(),
            "0");
    try (ChildProcess program = ChildProcess.start("asked", temp, Map.of(), asked)) {
      assertThat(program.awaitExit()).as("%s", program).isEqualTo(NOT_CONFIGURED);
      assertThat(program.err().text()).contains("CG-011", "opened-jdk", "later-agents");
    }

    String written = doctor(temp, asked);

    try (ChildProcess program =
        ChildProcess.start("written", temp, Map.of(), List.of("sh", "-c", written))) {
      assertThat(program.awaitExit()).as("%s", program).isZero();
      assertThat(program.out().text()).contains("[callgate EXPIRED, request ");
      assertThat(file).exists();
    }
  }

  private static String doctor(Path temp, List<String> asked) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("doctor", "--"));
    arguments.addAll(asked);
    try (ChildProcess doctor = CommandLine.start(Jdks.first(), temp, arguments)) {
      assertThat(doctor.awaitExit()).as("%s", doctor).isEqualTo(1);
      assertThat(doctor.out().lines())
          .anyMatch(line -> line.startsWith("FAIL  jvm: later-agents is open"))
          .anyMatch(line -> line.startsWith("FAIL  jvm: opened-jdk is open"))
          // Program and approver of this test are one user.
          .anyMatch(line -> line.contains("could read what decides: "))
          .noneMatch(line -> line.startsWith("Still open then"));
      return doctor.out().lines().stream()
          .filter(line -> line.startsWith("  /"))
          .collect(Collectors.joining());
    }
  }

  private static AgentConfiguration configuration(Jdk jdk, Path temp) throws Exception {
    String erase =
        """
        callgate: 1
        name: erasing
        rules:
          - id: erase
            match:
              class: deeds.Eraser
              method: erase(String file, int[] thoroughness)
            decide: gate
        """;
    AgentConfiguration configuration =
        approver
            .configuration("doctor")
            .withPolicy(Files.writeString(temp.resolve("erase.callgate.yaml"), erase))
            .withExpires("1s")
            .with("strict: true");
    // What options do not close on older ones.
    return jdk.feature() >= 24
        ? configuration
        : configuration.withPolicy(
            Files.writeString(temp.resolve("shut.callgate.yaml"), StrictTest.rules()));
  }
}
