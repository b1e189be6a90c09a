package dev.callgate.acceptance.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.acceptance.harness.ApproverProcess;
import dev.callgate.acceptance.harness.ChildProcess;
import dev.callgate.acceptance.harness.EveryJdk;
import dev.callgate.acceptance.harness.Installation;
import dev.callgate.acceptance.harness.Jdk;
import dev.callgate.acceptance.harness.Jdks;
import dev.callgate.acceptance.harness.Launch;
import dev.callgate.acceptance.harness.TirelessReviewer.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an option of the command line opens: with it the deed is done although it is rejected,
 * without it the same route leads nowhere but past a yes, and {@code strict} does not start a JVM
 * that has it.
 */
final class OptionHolesTest {
  private static final int NOT_CONFIGURED = 78;
  private static final String PATCH =
      """
      package java.lang;

      public class Patched {
        public static Object checks() throws ReflectiveOperationException {
          java.lang.reflect.Field checks =
              Class.forName("java.lang.CallgateBridge$Armed").getDeclaredField("CHECKS");
          checks.setAccessible(true);
          return checks.get(null);
        }
      }
      """;

  private static ApproverProcess approver;

  @BeforeAll
  static void startApprover(@TempDir Path directory) throws Exception {
    approver = ApproverProcess.start(Jdks.first(), directory);
  }

  @AfterAll
  static void stopApprover() {
    approver.close();
  }

  @EveryJdk
  void patchOfTheJdk(Jdk jdk, @TempDir Path temp) throws Exception {
    opensAndShuts("patched-jdk", jdk, temp, "--patch-module=java.base=" + patch(temp));
  }

  @EveryJdk
  void classesThatNobodyVerifies(Jdk jdk, @TempDir Path temp) throws Exception {
    opensAndShuts(
        "no-verification",
        jdk,
        temp,
        "-XX:+UnlockDiagnosticVMOptions",
        "-XX:-BytecodeVerificationRemote");
  }

  @EveryJdk
  void debugger(Jdk jdk, @TempDir Path temp) throws Exception {
    int port = freePort();
    opensAndShuts(
        "debugger",
        jdk,
        temp,
        "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,quiet=y,address=127.0.0.1:" + port,
        "-Dhostile.port=" + port);
  }

  @EveryJdk
  void managementPort(Jdk jdk, @TempDir Path temp) throws Exception {
    int port = freePort();
    opensAndShuts(
        "remote-management",
        jdk,
        temp,
        "-Dcom.sun.management.jmxremote.port=" + port,
        "-Dcom.sun.management.jmxremote.rmi.port=" + port,
        "-Dcom.sun.management.jmxremote.host=127.0.0.1",
        "-Dcom.sun.management.jmxremote.authenticate=false",
        "-Dcom.sun.management.jmxremote.ssl=false",
        "-Djava.rmi.server.hostname=127.0.0.1",
        "-Dhostile.port=" + port);
  }

  @EveryJdk
  void agentBeforeThisOne(Jdk jdk, @TempDir Path temp) throws Exception {
    Group group = Group.of("call/reflection");
    String early =
        "-javaagent:" + AgentJar.of("dev.callgate.testapps.hostile.EarlyAgent", temp).toString();
    assertThat(attempts(group.behind(List.of(early)), jdk, temp, Answer.REJECT).effects())
        .containsExactly("call/reflection");
    assertThat(attempts(group.with(early), jdk, temp, Answer.REJECT).effects()).isEmpty();
    assertThat(attempts(group.with(early), jdk, temp, Answer.APPROVE).effects())
        .containsExactly("call/reflection");
  }

  private static void opensAndShuts(String hole, Jdk jdk, Path temp, String... options)
      throws Exception {
    String route = "option/" + hole;
    Group group = Group.of(route);
    Attempts open = attempts(group.with(options), jdk, temp, Answer.REJECT);
    assertThat(open.effects()).as(open.err()).containsExactly(route);

    String[] ownProperty = {options[options.length - 1]};
    Group shut = ownProperty[0].startsWith("-Dhostile.") ? group.with(ownProperty) : group;
    Attempts rejected = attempts(shut, jdk, temp, Answer.REJECT);
    assertThat(rejected.effects()).isEmpty();
    assertThat(rejected.err()).contains("sabotage failed: ");
    assertThat(attempts(shut, jdk, temp, Answer.APPROVE).effects()).containsExactly(route);

    try (ChildProcess program =
        Launch.on(jdk, Files.createTempDirectory(temp, "strict"))
            .gatedBy(approver.configuration("strict").with("strict: true"))
            .with(List.of(options))
            .jar(Installation.hostile(), temp.toString(), route)) {
      assertThat(program.awaitExit()).as("%s", program).isEqualTo(NOT_CONFIGURED);
      assertThat(program.err().text()).contains("CG-011").contains(" " + hole + " (");
    }
  }

  private static Attempts attempts(Group group, Jdk jdk, Path temp, Answer answer)
      throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory(temp, "attempts");
    Attempts attempts =
        group.gated(jdk, directory, approver, approver.configuration("option"), answer);
    assertThat(attempts.possible()).isEqualTo(Set.copyOf(group.prefixes()));
    return attempts;
  }

  /** A folder with a class that belongs to the JDK if it is patched with it. */
  private static Path patch(Path temp) throws IOException {
    Path source = Files.createDirectories(temp.resolve("source/java/lang")).resolve("Patched.java");
    Files.writeString(source, PATCH);
    Path classes = Files.createDirectories(temp.resolve("patch"));
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "--patch-module",
                "java.base=" + temp.resolve("source"),
                "-d",
                classes.toString(),
                source.toString());
    assertThat(failed).isZero();
    return classes;
  }

  private static int freePort() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return server.getLocalPort();
    }
  }
}
