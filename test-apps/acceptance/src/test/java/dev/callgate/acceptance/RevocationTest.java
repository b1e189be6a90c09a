package dev.callgate.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.acceptance.harness.AgentConfiguration;
import dev.callgate.acceptance.harness.ApproverProcess;
import dev.callgate.acceptance.harness.ChildProcess;
import dev.callgate.acceptance.harness.CommandLine;
import dev.callgate.acceptance.harness.HeldCall;
import dev.callgate.acceptance.harness.Installation;
import dev.callgate.acceptance.harness.Jdk;
import dev.callgate.acceptance.harness.Jdks;
import dev.callgate.acceptance.harness.Launch;
import dev.callgate.acceptance.harness.Reviewer;
import dev.callgate.protocol.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A JVM is let in by a token that is good for it alone, and is turned away while it holds a call.
 */
final class RevocationTest {
  private static final Jdk JDK = Jdks.first();

  private static ApproverProcess approver;
  private static Reviewer reviewer;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    approver = ApproverProcess.startWith(JDK, directory, "--admin", "root");
    reviewer = approver.reviewer();
  }

  @AfterAll
  static void stop() {
    approver.close();
  }

  @Test
  void aHeldCallEndsInTheJvmThatIsRevoked(@TempDir Path temp) throws Exception {
    try (ChildProcess program = program(temp, configuration(temp, "revoked"))) {
      HeldCall call = reviewer.awaitHeld(program);

      admin(temp, "agents", "revoke", jvm(temp, call.application()));

      assertThat(program.awaitExit()).as("%s", program).isZero();
      assertThat(line(program))
          .startsWith("route=direct returned=nothing rows=3 balance=0.00 ")
          .contains("NOT EXECUTED: ", "an admin has revoked this JVM", "[callgate UNAVAILABLE,");
      assertThat(program.err().lines())
          .anyMatch(each -> each.contains("CG-220 revoked by an admin"));
    }
  }

  @Test
  void theSameCallRunsInAJvmThatNobodyRevokes(@TempDir Path temp) throws Exception {
    try (ChildProcess program = program(temp, configuration(temp, "kept"))) {
      reviewer.approve(reviewer.awaitHeld(program));

      assertThat(program.awaitExit()).as("%s", program).isZero();
      assertThat(line(program)).isEqualTo("route=direct returned=1 rows=2 balance=0.00 outcome=OK");
    }
  }

  @Test
  void aTokenThatAnotherJvmHasUsedStartsNoSecond(@TempDir Path temp) throws Exception {
    AgentConfiguration configuration = configuration(temp, "single");
    try (ChildProcess first = program(temp, configuration)) {
      reviewer.awaitHeld(first);
      Path again = Files.createDirectory(temp.resolve("again"));
      try (ChildProcess second = program(again, configuration)) {
        assertThat(second.awaitExit()).as("%s", second).isEqualTo(78);
        assertThat(second.out().lines()).isEmpty();
        assertThat(second.err().lines())
            .anyMatch(each -> each.contains("this enrolment token was used by another JVM"));
      }
    }
  }

  /** With a token of its own, for one JVM. */
  private static AgentConfiguration configuration(Path temp, String name) throws Exception {
    AgentConfiguration plain =
        approver
            .configuration(name)
            .withPolicy(Installation.file("test-apps/improvised/improvised.callgate.yaml"));
    Path token = temp.resolve("once.token");
    admin(temp, "agents", "token", "--application", plain.application(), "--out", token.toString());
    return new AgentConfiguration(
        plain.application(),
        plain.policies(),
        plain.expires(),
        plain.url(),
        plain.trust(),
        plain.tlsPin(),
        token,
        plain.more());
  }

  private static String admin(Path temp, String... arguments) throws Exception {
    String[] all = Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--connection";
    all[arguments.length + 1] = approver.adminConnectionFile().toString();
    try (ChildProcess command = CommandLine.succeed(JDK, temp, all)) {
      return String.join("\n", command.out().lines());
    }
  }

  private static String jvm(Path temp, String application) throws Exception {
    for (JsonNode agent : Json.readTree(admin(temp, "agents", "-o", "json"))) {
      if (agent.get("application").asString().equals(application)) {
        return agent.get("jvm").asString();
      }
    }
    throw new AssertionError("no JVM of " + application);
  }

  private static ChildProcess program(Path temp, AgentConfiguration configuration)
      throws IOException {
    return Launch.on(JDK, temp).gatedBy(configuration).jar(Installation.improvised(), "direct");
  }

  private static String line(ChildProcess program) {
    return program.out().lines().stream()
        .filter(line -> line.startsWith("route=direct "))
        .findFirst()
        .orElseThrow(() -> program.failure("did not go the direct route"));
  }
}
