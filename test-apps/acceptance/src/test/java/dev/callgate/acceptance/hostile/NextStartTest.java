package dev.callgate.acceptance.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.callgate.acceptance.harness.AgentConfiguration;
import dev.callgate.acceptance.harness.ApproverProcess;
import dev.callgate.acceptance.harness.ChildProcess;
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
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * A program that can write its agent's jar has no agent at its next start; one that runs as a user
 * who cannot, has. Needs root, who alone can start something as somebody else.
 */
final class NextStartTest {
  private static final int ROOT = 0;
  private static final int NOBODY = 65_534;
  private static final String REPLACING = "option/start-files";
  private static final String DEED = "call/reflection";

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

  @BeforeEach
  void letOthersIn() throws IOException {
    assumeTrue(
        System.getProperty("user.name").equals("root")
            && Files.isExecutable(Path.of("/usr/bin/setpriv")),
        "only root with setpriv can start a program as another user");
    allow(temp, "rwxr-xr-x");
    for (Path needed : List.of(temp, Installation.hostile(), Jdks.first().java())) {
      assumeTrue(isReachable(needed), "another user does not get to " + needed);
    }
  }

  private static boolean isReachable(Path file) throws IOException {
    boolean reachable = true;
    for (Path folder = file.toRealPath().getParent(); folder != null; folder = folder.getParent()) {
      reachable &=
          Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_EXECUTE);
    }
    return reachable;
  }

  @EveryJdk
  void whoOwnsTheAgentIsWithoutOneAtTheNextStart(Jdk jdk) throws Exception {
    Path agent = agent();
    assertThat(effects(jdk, agent, ROOT, Answer.REJECT, DEED)).isEmpty();
    assertThat(effects(jdk, agent, ROOT, Answer.REJECT, REPLACING)).isEmpty();
    assertThat(effects(jdk, agent, ROOT, Answer.REJECT, DEED)).containsExactly(DEED);
  }

  @EveryJdk
  void whoDoesNotOwnItIsHeldAtTheNextStartToo(Jdk jdk) throws Exception {
    Path agent = agent();
    assertThat(effects(jdk, agent, NOBODY, Answer.REJECT, REPLACING)).isEmpty();
    assertThat(effects(jdk, agent, NOBODY, Answer.REJECT, DEED)).isEmpty();
    assertThat(effects(jdk, agent, NOBODY, Answer.APPROVE, DEED)).containsExactly(DEED);
  }

  private Path agent() throws IOException {
    Path directory = allow(Files.createTempDirectory(temp, "agent"), "rwxr-xr-x");
    return Files.copy(Installation.agent(), directory.resolve("callgate-agent.jar"));
  }

  private Set<String> effects(Jdk jdk, Path agent, int user, Answer answer, String route)
      throws Exception {
    Path directory = allow(Files.createTempDirectory(temp, "start"), "rwxr-xr-x");
    Path effects = allow(Files.createDirectory(directory.resolve("effects")), "rwxrwxrwx");
    AgentConfiguration configuration = readable(approver.configuration("next-start"), directory);
    Launch launch =
        Launch.on(jdk, directory)
            .gatedBy(agent, configuration)
            .with(List.of("-Dhostile.agent=" + agent));
    try (TirelessReviewer reviewer =
            TirelessReviewer.start(approver.reviewer(), configuration.application(), answer);
        ChildProcess program =
            (user == ROOT ? launch : launch.as(user))
                .jar(Installation.hostile(), effects.toString(), route)) {
      return Attempts.of(program, effects).effects();
    }
  }

  /** With a token that other users can read, as the program's own user has to. */
  private static AgentConfiguration readable(AgentConfiguration configuration, Path directory)
      throws IOException {
    Path token = Files.copy(configuration.tokenFile(), directory.resolve("token"));
    allow(token, "rw-r--r--");
    return new AgentConfiguration(
        configuration.application(),
        configuration.policies(),
        configuration.expires(),
        configuration.url(),
        configuration.trust(),
        configuration.tlsPin(),
        token,
        configuration.more());
  }

  private static Path allow(Path path, String permissions) throws IOException {
    return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }
}
