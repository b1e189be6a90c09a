package dev.callgate.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.acceptance.harness.AgentConfiguration;
import dev.callgate.acceptance.harness.ApproverProcess;
import dev.callgate.acceptance.harness.ChildProcess;
import dev.callgate.acceptance.harness.Compiled;
import dev.callgate.acceptance.harness.EveryJdk;
import dev.callgate.acceptance.harness.Installation;
import dev.callgate.acceptance.harness.Jdk;
import dev.callgate.acceptance.harness.Jdks;
import dev.callgate.acceptance.harness.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** {@code strict: true}: what the JVM leaves open keeps the program from starting. */
final class StrictTest {
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
  void whatIsOpenKeepsTheProgramFromStarting(Jdk jdk, @TempDir Path temp) throws Exception {
    Path file = Files.writeString(temp.resolve("precious.txt"), "precious");
    try (ChildProcess program =
        Launch.on(jdk, temp)
            .gatedBy(policy(temp).with("strict: true"))
            .main("deeds.Eraser", classPath, file.toString(), "0")) {
      assertThat(program.awaitExit()).as("%s", program).isEqualTo(NOT_CONFIGURED);
      assertThat(program.out().text()).isEmpty();
      assertThat(program.err().lines())
          .singleElement()
          .asString()
          .startsWith(
              "callgate: CG-011 not started: strict, and open in this JVM of Java "
                  + jdk.feature()
                  + ": later-agents (add -XX:-EnableDynamicAgentLoading")
          .contains("callgate doctor");
      assertThat(file).exists();
    }
  }

  @EveryJdk
  void withoutStrictTheSameIsALineAndTheGateHolds(Jdk jdk, @TempDir Path temp) throws Exception {
    Path file = Files.writeString(temp.resolve("precious.txt"), "precious");
    try (ChildProcess program =
        Launch.on(jdk, temp)
            .gatedBy(policy(temp).withExpires("1s"))
            .main("deeds.Eraser", classPath, file.toString(), "0")) {
      assertThat(program.awaitExit()).as("%s", program).isZero();
      assertThat(program.err().lines())
          .filteredOn(line -> line.startsWith("callgate: CG-210 "))
          .singleElement()
          .asString()
          .contains("later-agents, native-access, unsafe-memory")
          .contains("callgate doctor");
      assertThat(file).exists();
    }
  }

  @EveryJdk
  void withEverythingShutTheProgramStartsAndTheGateHolds(Jdk jdk, @TempDir Path temp)
      throws Exception {
    Path file = Files.writeString(temp.resolve("precious.txt"), "precious");
    AgentConfiguration strict = shut(jdk, temp).withExpires("1s").with("strict: true");
    try (ChildProcess program =
        Launch.on(jdk, temp)
            .gatedBy(strict)
            .with(options(jdk))
            .main("deeds.Eraser", classPath, file.toString(), "0")) {
      assertThat(program.awaitExit()).as("%s", program).isZero();
      assertThat(program.out().text()).contains("[callgate EXPIRED, request ");
      assertThat(file).exists();
    }
    try (ChildProcess program =
        Launch.on(jdk, temp)
            .gatedBy(shut(jdk, temp).with("strict: true"))
            .with(options(jdk))
            .main("deeds.Eraser", classPath, file.toString(), "0")) {
      approver.reviewer().approve(approver.reviewer().awaitHeld(program));
      assertThat(program.awaitExit()).as("%s", program).isZero();
      assertThat(file).doesNotExist();
    }
  }

  @EveryJdk
  void oneOptionThatOpensAgainIsEnough(Jdk jdk, @TempDir Path temp) throws Exception {
    Path file = Files.writeString(temp.resolve("precious.txt"), "precious");
    List<String> options = new ArrayList<>(options(jdk));
    options.addAll(List.of("--add-opens", "java.base/java.lang=ALL-UNNAMED"));
    try (ChildProcess program =
        Launch.on(jdk, temp)
            .gatedBy(shut(jdk, temp).with("strict: true"))
            .with(options)
            .main("deeds.Eraser", classPath, file.toString(), "0")) {
      assertThat(program.awaitExit()).as("%s", program).isEqualTo(NOT_CONFIGURED);
      assertThat(program.err().lines())
          .singleElement()
          .asString()
          .contains(": opened-jdk (take away --add-opens=java.base/java.lang=ALL-UNNAMED);");
      assertThat(file).exists();
    }
  }

  /** Every option that this Java has. */
  private static List<String> options(Jdk jdk) {
    List<String> options = new ArrayList<>(List.of("-XX:-EnableDynamicAgentLoading"));
    if (jdk.feature() >= 23) {
      options.add("--sun-misc-unsafe-memory-access=deny");
    }
    if (jdk.feature() >= 24) {
      options.add("--illegal-native-access=deny");
    }
    if (jdk.feature() >= 26) {
      options.add("--illegal-final-field-mutation=deny");
    }
    return options;
  }

  /** With the rules that this Java needs instead of options. */
  private static AgentConfiguration shut(Jdk jdk, Path temp) throws IOException {
    if (jdk.feature() >= 24) {
      return policy(temp);
    }
    return policy(temp).withPolicy(Files.writeString(temp.resolve("shut.callgate.yaml"), rules()));
  }

  /** The policy that the threat model shows. */
  static String rules() throws IOException {
    return Files.readString(Installation.file("docs/threat-model.md"))
        .lines()
        .dropWhile(line -> !line.equals("<!-- example: shut -->"))
        .skip(2)
        .takeWhile(line -> !line.equals("```"))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static AgentConfiguration policy(Path temp) throws IOException {
    String text =
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
    return approver
        .configuration("strict")
        .withPolicy(Files.writeString(temp.resolve("erase.callgate.yaml"), text));
  }
}
