package dev.callgate.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.acceptance.harness.AgentConfiguration;
import dev.callgate.acceptance.harness.ApproverProcess;
import dev.callgate.acceptance.harness.ChildProcess;
import dev.callgate.acceptance.harness.CommandLine;
import dev.callgate.acceptance.harness.EveryJdk;
import dev.callgate.acceptance.harness.HeldCall;
import dev.callgate.acceptance.harness.Installation;
import dev.callgate.acceptance.harness.Jdk;
import dev.callgate.acceptance.harness.Jdks;
import dev.callgate.acceptance.harness.Launch;
import dev.callgate.acceptance.harness.Reviewer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * A LangChain4j assistant wants to refund money and to delete a customer. Nothing in it knows of
 * Callgate; the person decides with the commands.
 */
final class AssistantTest {
  private static final String POLICY = "policy-examples/support-assistant.callgate.yaml";

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
  void approvedCallsRunOnce(Jdk jdk, @TempDir Path temp) throws Exception {
    try (ChildProcess assistant = assistant(jdk, temp, configuration("approve"), "both")) {
      HeldCall refund = held(assistant, "refund");
      assertThat(refund.argument("customerId")).contains("C-42");
      assertThat(assistant.out().text()).doesNotContain("model says");
      decide(jdk, temp, "approve", refund);
      HeldCall delete = held(assistant, "deleteCustomer");
      decide(jdk, temp, "approve", delete);

      assertThat(assistant.awaitExit()).isZero();
      assertThat(assistant.out().lines())
          .as("%s", assistant)
          .contains("customers=2", "orders=3", "balance[C-42]=120.00");
      assertThat(reviewer.asked(assistant)).hasSize(2);
      reviewer.await(assistant, refund.id(), call -> "SUCCEEDED".equals(call.outcome()));
      reviewer.await(assistant, delete.id(), call -> "SUCCEEDED".equals(call.outcome()));
    }
  }

  @EveryJdk
  void rejectedCallsLeaveTheDatabaseAsItWasAndTheModelReadsWhy(Jdk jdk, @TempDir Path temp)
      throws Exception {
    try (ChildProcess assistant = assistant(jdk, temp, configuration("reject"), "both")) {
      HeldCall refund = held(assistant, "refund");
      decide(jdk, temp, "reject", refund, "--reason", "ask their manager first");
      decide(jdk, temp, "reject", held(assistant, "deleteCustomer"), "--reason", "keep them");

      assertThat(assistant.awaitExit()).isZero();
      assertUntouched(assistant);
      assertThat(assistant.out().lines())
          .as("%s", assistant)
          .anyMatch(line -> line.startsWith("model heard: C-42 is Grace"))
          .anyMatch(
              line ->
                  line.startsWith(
                          "model heard: NOT EXECUTED: SupportTools.refund was not executed and"
                              + " nothing was changed: ")
                      && line.contains("ask their manager first")
                      && line.endsWith("[callgate REJECTED, request " + refund.id() + "]"))
          .anyMatch(line -> line.startsWith("model says: ") && line.contains("keep them"));
    }
  }

  @EveryJdk
  void editedAmountIsTheOneThatIsPaid(Jdk jdk, @TempDir Path temp) throws Exception {
    try (ChildProcess assistant = assistant(jdk, temp, configuration("edit"), "refund")) {
      decide(jdk, temp, "edit", held(assistant, "refund"), "--set", "amount=20.00");

      assertThat(assistant.awaitExit()).isZero();
      assertThat(assistant.out().lines())
          .as("%s", assistant)
          .contains("balance[C-42]=20.00", "model heard: Refunded 20.00 to C-42.");
    }
  }

  @EveryJdk
  void respondedCallDoesNotRunAndTheModelHearsThePerson(Jdk jdk, @TempDir Path temp)
      throws Exception {
    try (ChildProcess assistant = assistant(jdk, temp, configuration("respond"), "delete")) {
      String answer = "We only anonymise customers; it is done.";
      decide(jdk, temp, "respond", held(assistant, "deleteCustomer"), "--answer", answer);

      assertThat(assistant.awaitExit()).isZero();
      assertUntouched(assistant);
      assertThat(assistant.out().lines()).contains("model heard: " + answer);
    }
  }

  @EveryJdk
  void callThatNobodyDecidesExpires(Jdk jdk, @TempDir Path temp) throws Exception {
    AgentConfiguration configuration = configuration("expire").withExpires("1s");
    try (ChildProcess assistant = assistant(jdk, temp, configuration, "delete")) {
      assertThat(assistant.awaitExit()).isZero();
      assertUntouched(assistant);
      HeldCall delete = reviewer.onlyAsked(assistant);
      assertThat(assistant.out().lines())
          .as("%s", assistant)
          .anyMatch(
              line ->
                  line.startsWith("model heard: NOT EXECUTED: ")
                      && line.endsWith("[callgate EXPIRED, request " + delete.id() + "]"));
      reviewer.await(assistant, delete.id(), call -> call.state().equals("EXPIRED"));
    }
  }

  @EveryJdk
  void callHeldWhileTheApproverIsKilledAndRestartedCanStillBeApproved(Jdk jdk, @TempDir Path temp)
      throws Exception {
    try (ApproverProcess mortal = ApproverProcess.start(jdk, temp);
        ChildProcess assistant = assistant(jdk, temp, configuration(mortal, "restart"), "refund")) {
      HeldCall before = mortal.reviewer().awaitHeld(assistant);
      mortal.kill();
      mortal.restart();
      assertThat(assistant.isAlive()).as("%s", assistant).isTrue();
      HeldCall after = mortal.reviewer().awaitHeld(assistant);
      assertThat(after.id()).isEqualTo(before.id());
      mortal.reviewer().approve(after);

      assertThat(assistant.awaitExit()).isZero();
      assertThat(assistant.out().lines()).as("%s", assistant).contains("balance[C-42]=120.00");
      assertThat(mortal.reviewer().asked(assistant)).hasSize(1);
    }
  }

  @EveryJdk
  void callHeldWhenTheApproverDiesForGoodIsRefusedAndNobodyIsBlamed(Jdk jdk, @TempDir Path temp)
      throws Exception {
    try (ApproverProcess mortal = ApproverProcess.start(jdk, temp);
        ChildProcess assistant =
            assistant(jdk, temp, configuration(mortal, "dead").withExpires("6s"), "delete")) {
      mortal.reviewer().awaitHeld(assistant);
      mortal.kill();

      assertThat(assistant.awaitExit()).isZero();
      assertUntouched(assistant);
      assertThat(assistant.out().lines())
          .as("%s", assistant)
          .anyMatch(
              line ->
                  line.startsWith("model heard: NOT EXECUTED: ")
                      && line.contains("[callgate UNAVAILABLE, request "));
    }
  }

  private static AgentConfiguration configuration(String name) throws IOException {
    return configuration(approver, name);
  }

  private static AgentConfiguration configuration(ApproverProcess approver, String name)
      throws IOException {
    return approver.configuration(name).withPolicy(Installation.file(POLICY));
  }

  private static ChildProcess assistant(
      Jdk jdk, Path temp, AgentConfiguration configuration, String task) throws IOException {
    return Launch.on(jdk, temp)
        .gatedBy(configuration)
        .jar(Installation.assistant(), "--task", task);
  }

  private static HeldCall held(ChildProcess assistant, String method)
      throws IOException, InterruptedException {
    return reviewer.awaitHeld(assistant, call -> call.method().equals(method));
  }

  /** With the real command. */
  private static void decide(Jdk jdk, Path temp, String command, HeldCall call, String... options)
      throws IOException, InterruptedException {
    String[] arguments = new String[4 + options.length];
    arguments[0] = command;
    arguments[1] = call.id();
    arguments[2] = "--connection";
    arguments[3] = approver.connectionFile().toString();
    System.arraycopy(options, 0, arguments, 4, options.length);
    CommandLine.succeed(jdk, temp, arguments);
  }

  private static void assertUntouched(ChildProcess assistant) {
    assertThat(assistant.out().lines())
        .as("%s", assistant)
        .contains("customers=3", "orders=6", "balance[C-42]=0.00");
  }
}
