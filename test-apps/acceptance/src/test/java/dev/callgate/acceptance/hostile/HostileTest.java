package dev.callgate.acceptance.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.acceptance.harness.ApproverProcess;
import dev.callgate.acceptance.harness.Jdk;
import dev.callgate.acceptance.harness.Jdks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No route gets to the deed past a person's no; each gets there when nobody is in its way. */
final class HostileTest {
  private static final List<Group> GROUPS =
      List.of(
          Group.of("call/", "thread/"),
          Group.of("copy/"),
          Group.of("gate/"),
          Group.of("language/", "argument/"),
          // The heap is searched for what is changed.
          Group.of("memory/").with("-Xmx64m"),
          Group.of("exhaustion/").with("-Xmx300m"),
          heap("heap/at-the-call"),
          heap("heap/at-the-definition"));

  /** Where a yes does not help: nobody could be asked, or nobody waited for the answer. */
  private static final Set<String> CLOSED_DESPITE_A_YES =
      Set.of(
          "argument/deep",
          "argument/gigantic",
          "argument/gigantic-text",
          "exhaustion/interrupted-already",
          "exhaustion/stopped-while-held");

  private static final List<String> TABLE = new ArrayList<>();

  private static ApproverProcess approver;

  @BeforeAll
  static void startApprover(@TempDir Path directory) throws Exception {
    approver = ApproverProcess.start(Jdks.first(), directory);
  }

  @AfterAll
  static void stopApproverAndShowTheTable() {
    approver.close();
    System.out.println(RouteTable.head());
    TABLE.forEach(System.out::println);
  }

  /** In a JVM that never gives heap back, and does not end when it is gone. */
  private static Group heap(String route) {
    return Group.of(route)
        .with(
            "-Xmx160m",
            "-XX:-UseSerialGC",
            "-XX:+UnlockExperimentalVMOptions",
            "-XX:+UseEpsilonGC",
            "-XX:-ExitOnOutOfMemoryError");
  }

  static Stream<Arguments> groupsOnEachJdk() {
    return Jdks.all().flatMap(jdk -> GROUPS.stream().map(group -> Arguments.of(jdk, group)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("groupsOnEachJdk")
  void noRouteGetsPastANo(Jdk jdk, Group group, @TempDir Path temp) throws Exception {
    RouteTable table = group.goes(jdk, temp, approver);
    table.lines().forEach(line -> TABLE.add(line + " | " + jdk));
    assertThat(table.ungated().ends()).as("%s", table).isNotEmpty();
    assertThat(table.leadingNowhere()).as("%s", table).isEmpty();
    assertThat(table.bypassed()).as("%s", table).isEqualTo(Set.of());
    assertThat(table.closedDespiteApproval()).as("%s", table).isSubsetOf(CLOSED_DESPITE_A_YES);
  }
}
