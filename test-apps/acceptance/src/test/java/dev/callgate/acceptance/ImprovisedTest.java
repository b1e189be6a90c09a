package dev.callgate.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.acceptance.harness.AgentConfiguration;
import dev.callgate.acceptance.harness.ApproverProcess;
import dev.callgate.acceptance.harness.ChildProcess;
import dev.callgate.acceptance.harness.EveryJdk;
import dev.callgate.acceptance.harness.HeldCall;
import dev.callgate.acceptance.harness.Installation;
import dev.callgate.acceptance.harness.Jdk;
import dev.callgate.acceptance.harness.Jdks;
import dev.callgate.acceptance.harness.Launch;
import dev.callgate.acceptance.harness.Reviewer;
import dev.callgate.acceptance.harness.TirelessReviewer;
import dev.callgate.acceptance.harness.TirelessReviewer.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The same deed without a framework: every route of plain Java, and what a person may change. */
final class ImprovisedTest {
  private static final String REFUSED =
      "outcome=REFUSED:dev.callgate.CallRefusedException:NOT EXECUTED: ";

  private static final List<String> ROUTES =
      List.of(
          "direct",
          "reflection",
          "method-handle",
          "thread",
          "virtual-thread",
          "proxy",
          "lambda",
          "constructor");

  private static ApproverProcess approver;
  private static Reviewer reviewer;

  @BeforeAll
  static void startApprover(@TempDir Path directory) throws Exception {
    approver = ApproverProcess.start(Jdks.first(), directory);
    reviewer = approver.reviewer();
  }

  @AfterAll
  static void stopApprover() {
    approver.close();
  }

  @EveryJdk
  void everyRouteDeletesTheAccountWhenApproved(Jdk jdk, @TempDir Path temp) throws Exception {
    AgentConfiguration configuration = configuration("approved");
    try (TirelessReviewer tireless =
            TirelessReviewer.start(reviewer, configuration.application(), Answer.APPROVE);
        ChildProcess improvised = improvised(jdk, temp, configuration, "all")) {
      assertThat(improvised.awaitExit()).isZero();
      for (String route : routes(jdk)) {
        assertThat(line(improvised, route))
            .isEqualTo("route=" + route + " returned=1 rows=2 balance=0.00 outcome=OK");
      }
    }
  }

  @EveryJdk
  void noRouteGetsToTheAccountWhenRejected(Jdk jdk, @TempDir Path temp) throws Exception {
    AgentConfiguration configuration = configuration("rejected");
    try (TirelessReviewer tireless =
            TirelessReviewer.start(reviewer, configuration.application(), Answer.REJECT);
        ChildProcess improvised = improvised(jdk, temp, configuration, "all")) {
      assertThat(improvised.awaitExit()).isZero();
      for (String route : routes(jdk)) {
        assertThat(line(improvised, route))
            .startsWith("route=" + route + " returned=nothing rows=3 balance=0.00 " + REFUSED)
            .contains(TirelessReviewer.REASON);
      }
    }
  }

  @EveryJdk
  void interruptedCallIsWithdrawn(Jdk jdk, @TempDir Path temp) throws Exception {
    try (ChildProcess improvised = improvised(jdk, temp, configuration("interrupt"), "interrupt")) {
      assertThat(improvised.awaitExit()).isZero();
      HeldCall call = reviewer.onlyAsked(improvised);
      assertThat(improvised.out().lines())
          .as("%s", improvised)
          .contains("about to interrupt", "still interrupted=true");
      assertThat(line(improvised, "interrupt"))
          .contains("rows=3 ", REFUSED, "[callgate WITHDRAWN, request " + call.id() + "]");
      reviewer.await(improvised, call.id(), now -> now.state().equals("WITHDRAWN"));
    }
  }

  @EveryJdk
  void argumentsThatChangedWhileTheCallWasHeldDoNotRunAlthoughApproved(Jdk jdk, @TempDir Path temp)
      throws Exception {
    try (ChildProcess improvised = improvised(jdk, temp, configuration("mutate"), "mutate")) {
      HeldCall call = reviewer.awaitHeld(improvised);
      improvised.awaitOut("mutated"::equals);
      reviewer.approve(call);

      assertThat(improvised.awaitExit()).isZero();
      assertThat(line(improvised, "mutate"))
          .contains("balance=0.00 ", REFUSED, "[callgate DRIFTED, request " + call.id() + "]");
      reviewer.await(improvised, call.id(), now -> "DRIFTED".equals(now.outcome()));
    }
  }

  @EveryJdk
  void editedNumberIsTheOneThatIsPaid(Jdk jdk, @TempDir Path temp) throws Exception {
    try (ChildProcess improvised = improvised(jdk, temp, configuration("edit"), "edit-type")) {
      reviewer.edit(reviewer.awaitHeld(improvised), "cents", 500);

      assertThat(improvised.awaitExit()).isZero();
      assertThat(line(improvised, "edit-type"))
          .isEqualTo("route=edit-type returned=1 rows=3 balance=5.00 outcome=OK");
    }
  }

  static Stream<Arguments> valuesThatAreNoInt() {
    return Jdks.all()
        .flatMap(
            jdk -> Stream.of("500", 1.5, 1L << 40, null).map(value -> Arguments.of(jdk, value)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("valuesThatAreNoInt")
  void editedValueOfAnotherTypeIsARefusal(Jdk jdk, @Nullable Object value, @TempDir Path temp)
      throws Exception {
    try (ChildProcess improvised = improvised(jdk, temp, configuration("wrong"), "edit-type")) {
      reviewer.edit(reviewer.awaitHeld(improvised), "cents", value);

      assertThat(improvised.awaitExit()).isZero();
      assertThat(line(improvised, "edit-type"))
          .contains("balance=0.00 ", REFUSED, "[callgate UNAVAILABLE, request ");
    }
  }

  @EveryJdk
  void responseIsReturnedWithoutPaying(Jdk jdk, @TempDir Path temp) throws Exception {
    try (ChildProcess improvised = improvised(jdk, temp, configuration("respond"), "edit-type")) {
      reviewer.respond(reviewer.awaitHeld(improvised), 7);

      assertThat(improvised.awaitExit()).isZero();
      assertThat(line(improvised, "edit-type"))
          .isEqualTo("route=edit-type returned=7 rows=3 balance=0.00 outcome=OK");
    }
  }

  @EveryJdk
  void responseOfAnotherTypeIsARefusal(Jdk jdk, @TempDir Path temp) throws Exception {
    try (ChildProcess improvised = improvised(jdk, temp, configuration("respond"), "edit-type")) {
      reviewer.respond(reviewer.awaitHeld(improvised), "seven");

      assertThat(improvised.awaitExit()).isZero();
      assertThat(line(improvised, "edit-type"))
          .contains("balance=0.00 ", REFUSED, "[callgate UNAVAILABLE, request ");
    }
  }

  private static List<String> routes(Jdk jdk) {
    return ROUTES.stream()
        .filter(route -> jdk.feature() >= 21 || !route.equals("virtual-thread"))
        .toList();
  }

  private static AgentConfiguration configuration(String name) throws IOException {
    return approver
        .configuration(name)
        .withPolicy(Installation.file("test-apps/improvised/improvised.callgate.yaml"));
  }

  private static ChildProcess improvised(
      Jdk jdk, Path temp, AgentConfiguration configuration, String route) throws IOException {
    return Launch.on(jdk, temp).gatedBy(configuration).jar(Installation.improvised(), route);
  }

  private static String line(ChildProcess improvised, String route) {
    return improvised.out().lines().stream()
        .filter(line -> line.startsWith("route=" + route + " "))
        .findFirst()
        .orElseThrow(() -> improvised.failure("did not go the route " + route));
  }
}
