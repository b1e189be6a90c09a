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
import dev.callgate.acceptance.harness.TirelessReviewer;
import dev.callgate.acceptance.harness.TirelessReviewer.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Classes that cannot be gated do not load; what no rule names is as it was. */
final class WeavingTest {
  private static ApproverProcess approver;

  @SuppressWarnings("NullAway.Init") // JUnit does
  @TempDir
  private Path temp;

  @BeforeAll
  static void startApprover(@TempDir Path directory) throws Exception {
    approver = ApproverProcess.start(Jdks.first(), directory);
  }

  @AfterAll
  static void stopApprover() {
    approver.close();
  }

  @EveryJdk
  void classWhoseNativeMethodIsNamedByARuleDoesNotLoad(Jdk jdk) throws Exception {
    assertDoesNotLoad(
        jdk, "class: deeds.Target\n      method: eraseNatively(String file)", "native");
  }

  @EveryJdk
  void classWhoseAbstractMethodIsNamedByARuleDoesNotLoad(Jdk jdk) throws Exception {
    assertDoesNotLoad(jdk, "class: deeds.Target\n      method: eraseNow(String file)", "abstract");
  }

  @EveryJdk
  void classThatHasNoSuchMethodAsTheRuleNamesDoesNotLoad(Jdk jdk) throws Exception {
    assertDoesNotLoad(jdk, "class: deeds.Target\n      method: erase(String file, int times)", "");
  }

  @EveryJdk
  void sameClassLoadsAndRunsWhenTheRuleIsAboutAnother(Jdk jdk) throws Exception {
    Path file = file();
    AgentConfiguration configuration = configuration("class: deeds.Another\n      method: erase()");
    try (ChildProcess program = user(jdk, configuration, file)) {
      assertThat(program.awaitExit()).as("%s", program).isZero();
      assertThat(program.out().lines()).containsExactly("erased");
      assertThat(file).doesNotExist();
    }
  }

  @EveryJdk
  void abstractMethodIsGatedInItsSubtypes(Jdk jdk) throws Exception {
    String match = "subtypes_of: deeds.Target\n      method: eraseNow(String file)";
    Path file = file();
    AgentConfiguration rejected = configuration(match);
    try (TirelessReviewer reviewer = reviewer(rejected, Answer.REJECT);
        ChildProcess program = user(jdk, rejected, file)) {
      assertThat(program.awaitExit()).as("%s", program).isZero();
      assertThat(program.out().text())
          .startsWith("thrown dev.callgate.CallRefusedException: NOT EXECUTED: ");
      assertThat(file).exists();
      assertThat(reviewer.asked()).isEqualTo(1);
    }
    AgentConfiguration approved = configuration(match);
    try (TirelessReviewer reviewer = reviewer(approved, Answer.APPROVE);
        ChildProcess program = user(jdk, approved, file)) {
      assertThat(program.awaitExit()).as("%s", program).isZero();
      assertThat(file).doesNotExist();
      assertThat(reviewer.asked()).isEqualTo(1);
    }
  }

  @EveryJdk
  void applicationsOwnOlderByteBuddyIsNotPickedUp(Jdk jdk) throws Exception {
    List<Path> classPath = new ArrayList<>();
    classPath.add(Installation.oldByteBuddy());
    classPath.addAll(Compiled.program(temp, "deeds.Eraser", Programs.ERASER));
    Path file = file();
    AgentConfiguration rejected = approver.configuration("old-byte-buddy");
    try (TirelessReviewer reviewer = reviewer(rejected, Answer.REJECT);
        ChildProcess program =
            Launch.on(jdk, temp)
                .gatedBy(rejected)
                .main("deeds.Eraser", classPath, file.toString(), "0")) {
      assertThat(program.awaitExit()).as("%s", program).isZero();
      assertThat(program.out().text()).contains("refused NOT EXECUTED: ");
      assertThat(file).exists();
    }
    AgentConfiguration approved = approver.configuration("old-byte-buddy");
    try (TirelessReviewer reviewer = reviewer(approved, Answer.APPROVE);
        ChildProcess program =
            Launch.on(jdk, temp)
                .gatedBy(approved)
                .main("deeds.Eraser", classPath, file.toString(), "0")) {
      assertThat(program.awaitExit()).as("%s", program).isZero();
      assertThat(file).doesNotExist();
    }
  }

  @EveryJdk
  void applicationSeesItsOwnByteBuddyAndNotTheAgents(Jdk jdk) throws Exception {
    List<Path> classPath = new ArrayList<>();
    classPath.add(Installation.oldByteBuddy());
    classPath.addAll(
        Compiled.program(
            temp,
            "Where",
            """
            public class Where {
              public static void main(String[] arguments) throws Exception {
                Class<?> type = Class.forName("net.bytebuddy.ByteBuddy");
                System.out.println(type.getProtectionDomain().getCodeSource().getLocation());
              }
            }
            """));
    try (ChildProcess program =
        Launch.on(jdk, temp).gatedBy(approver.configuration("where")).main("Where", classPath)) {
      assertThat(program.awaitExit()).as("%s", program).isZero();
      assertThat(program.out().text()).contains("byte-buddy-of-an-application.jar");
    }
  }

  @EveryJdk
  void programWithoutGatesRunsAsWithoutTheAgent(Jdk jdk) throws Exception {
    List<Path> classPath = Compiled.program(temp, "deeds.Plain", Programs.PLAIN);
    try (ChildProcess alone = Launch.on(jdk, temp).main("deeds.Plain", classPath);
        ChildProcess gated =
            Launch.on(jdk, temp)
                .gatedBy(approver.configuration("plain"))
                .main("deeds.Plain", classPath)) {
      assertThat(gated.awaitExit()).as("%s", gated).isEqualTo(alone.awaitExit()).isEqualTo(3);
      assertThat(gated.out().bytes()).hasSize(256).isEqualTo(alone.out().bytes());
      assertThat(gated.err().lines().stream().filter(line -> !line.startsWith("callgate: ")))
          .isEqualTo(alone.err().lines());
    }
  }

  private void assertDoesNotLoad(Jdk jdk, String match, String cause) throws Exception {
    Path file = file();
    AgentConfiguration configuration = configuration(match);
    try (TirelessReviewer reviewer = reviewer(configuration, Answer.APPROVE);
        ChildProcess program = user(jdk, configuration, file)) {
      assertThat(program.awaitExit()).as("%s", program).isZero();
      assertThat(program.out().lines())
          .as("%s", program)
          .singleElement()
          .asString()
          .startsWith("thrown java.lang.NoClassDefFoundError: ")
          .contains("callgate: not loaded, because ")
          .contains("erasing/erase".replace('/', '_'))
          .contains(cause);
      assertThat(program.err().lines())
          .anyMatch(line -> line.matches("callgate: CG-[0-9]{3} .*Target.*"));
      assertThat(file).exists();
      assertThat(reviewer.asked()).isZero();
    }
  }

  private ChildProcess user(Jdk jdk, AgentConfiguration configuration, Path file)
      throws IOException {
    Compiled.program(temp, "deeds.Target", Programs.TARGET);
    List<Path> classPath = Compiled.program(temp, "deeds.User", Programs.USER);
    return Launch.on(jdk, temp)
        .gatedBy(configuration)
        .main("deeds.User", classPath, file.toString());
  }

  private AgentConfiguration configuration(String match) throws IOException {
    Path policy =
        Files.writeString(
            temp.resolve("erase.callgate.yaml"),
            """
            callgate: 1
            name: erasing
            rules:
              - id: erase
                match:
                  %s
                decide: gate
            """
                .formatted(match));
    return approver.configuration("weaving").withPolicy(policy);
  }

  private static TirelessReviewer reviewer(AgentConfiguration configuration, Answer answer)
      throws IOException {
    return TirelessReviewer.start(approver.reviewer(), configuration.application(), answer);
  }

  private Path file() throws IOException {
    return Files.writeString(temp.resolve("precious.txt"), "precious");
  }
}
