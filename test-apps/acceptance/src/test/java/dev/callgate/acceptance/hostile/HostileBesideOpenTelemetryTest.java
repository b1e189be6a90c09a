package dev.callgate.acceptance.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.acceptance.harness.ApproverProcess;
import dev.callgate.acceptance.harness.Jdk;
import dev.callgate.acceptance.harness.Jdks;
import dev.callgate.acceptance.harness.OtherAgent;
import dev.callgate.acceptance.harness.OtherAgent.Side;
import dev.callgate.acceptance.harness.TirelessReviewer.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an agent that instruments lambdas, executors and class loaders leaves of the gates: all. */
final class HostileBesideOpenTelemetryTest {
  private static final String[] ROUTES = {"call/", "thread/", "copy/", "gate/"};

  private static ApproverProcess approver;

  @BeforeAll
  static void startApprover(@TempDir Path directory) throws Exception {
    approver = ApproverProcess.start(Jdks.first(), directory);
  }

  @AfterAll
  static void stopApprover() {
    approver.close();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("dev.callgate.acceptance.harness.OtherAgent#sidesOnEachJdk")
  void noRouteGetsPastANoAndEachGetsThereWithAYes(Jdk jdk, Side side, @TempDir Path temp)
      throws Exception {
    Attempts rejected = attempts(jdk, side, temp, Answer.REJECT);
    assertThat(rejected.possible()).hasSizeGreaterThan(50);
    assertThat(rejected.effects()).as("%s", rejected.ends()).isEmpty();

    Attempts approved = attempts(jdk, side, temp, Answer.APPROVE);
    Set<String> closed = new HashSet<>(approved.possible());
    closed.removeAll(approved.effects());
    assertThat(closed).as("%s", approved.ends()).isEmpty();
  }

  private static Attempts attempts(Jdk jdk, Side side, Path temp, Answer answer) throws Exception {
    OtherAgent other = OtherAgent.openTelemetry();
    Group group = Group.of(ROUTES);
    group =
        side == Side.IN_FRONT
            ? group.behind(other.options())
            : group.with(other.options().toArray(String[]::new));
    return group.gated(jdk, Files.createTempDirectory(temp, "routes"), approver, answer);
  }
}
