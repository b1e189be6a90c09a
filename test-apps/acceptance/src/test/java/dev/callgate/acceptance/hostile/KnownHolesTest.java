package dev.callgate.acceptance.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.acceptance.harness.AgentConfiguration;
import dev.callgate.acceptance.harness.ApproverProcess;
import dev.callgate.acceptance.harness.EveryJdk;
import dev.callgate.acceptance.harness.Installation;
import dev.callgate.acceptance.harness.Jdk;
import dev.callgate.acceptance.harness.Jdks;
import dev.callgate.acceptance.harness.TirelessReviewer.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * What gets past a no as long as nobody closes it, and that it is closed by what closes it: an
 * option of the JVM, an option left out, or a rule on the place where the effect happens.
 */
final class KnownHolesTest {
  private static final String ATTACH_SELF = "-Djdk.attach.allowAttachSelf=true";
  private static final String NO_AGENTS = "-XX:-EnableDynamicAgentLoading";
  private static final Group ATTACH =
      Group.of("attach/by-another-jvm", "attach/by-itself").with(ATTACH_SELF);
  private static final Group COMMAND = Group.of("attach/by-command");
  private static final Group NATIVE = Group.of("native/");
  // Each in a JVM of its own: nothing is put back.
  private static final List<Group> UNSAFE =
      List.of(
          Group.of("unsafe/final-fields-of-the-bridge"),
          Group.of("unsafe/swapped-fields-of-the-bridge"),
          Group.of("unsafe/exchanged-fields-of-the-bridge"));
  private static final Group REFLECTION = Group.of("call/reflection");
  private static final String AGENT_STARTED = "callgate: CG-212 another agent started later: ";
  private static final String GATES_TAKEN_OUT =
      "callgate: CG-211 gates taken out by another agent: ";
  private static final String DEED = "dev.callgate.testapps.hostile.Deed";
  private static final String LATE_AGENT = "dev.callgate.testapps.hostile.LateAgent";
  private static final String PACK =
      """
      callgate: 1
      name: closing
      include: ["pack:jvm@1"]
      """;
  private static final Group OPENED = Group.of("opened/");
  private static final Group STRIPPED = Group.of("stripped/");

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
  void agentLoadedLaterIsToldAndUndoesNothing(Jdk jdk, @TempDir Path temp) throws Exception {
    for (Group group : List.of(ATTACH, COMMAND)) {
      Attempts rejected = attempts(group, jdk, temp, Answer.REJECT);
      assertThat(rejected.effects()).as("%s", rejected.err()).isEmpty();
      assertThat(rejected.err())
          .contains(AGENT_STARTED + LATE_AGENT)
          .contains(GATES_TAKEN_OUT + DEED + ", and put back");

      // The twin: with a yes the deed is done, whatever agents there are.
      assertThat(attempts(group, jdk, temp, Answer.APPROVE).effects())
          .containsExactlyInAnyOrderElementsOf(group.prefixes());
    }
  }

  @EveryJdk
  void agentOnTheCommandLineUndoesNothingOnEitherSide(Jdk jdk, @TempDir Path temp)
      throws Exception {
    String undoing = "-javaagent:" + AgentJar.of(LATE_AGENT, temp);
    Attempts behind = attempts(REFLECTION.with(undoing), jdk, temp, Answer.REJECT);
    assertThat(behind.effects()).isEmpty();
    assertThat(behind.err()).contains(GATES_TAKEN_OUT + DEED + ", and put back");
    assertThat(attempts(REFLECTION.with(undoing), jdk, temp, Answer.APPROVE).effects())
        .containsExactlyElementsOf(REFLECTION.prefixes());

    Attempts before = attempts(REFLECTION.behind(List.of(undoing)), jdk, temp, Answer.REJECT);
    assertThat(before.effects()).isEmpty();
  }

  @EveryJdk
  void withoutTheAttachMechanismTheJvmLoadsAnAgentAllTheSame(Jdk jdk, @TempDir Path temp)
      throws Exception {
    String without = "-XX:+DisableAttachMechanism";
    assertThat(attempts(ATTACH.with(ATTACH_SELF, without), jdk, temp, Answer.REJECT).err())
        .doesNotContain(AGENT_STARTED);
    assertThat(attempts(COMMAND.with(without), jdk, temp, Answer.REJECT).err())
        .contains(AGENT_STARTED);
  }

  @EveryJdk
  void withoutDynamicLoadingNoAgentIsAttached(Jdk jdk, @TempDir Path temp) throws Exception {
    assertThat(attempts(ATTACH.with(ATTACH_SELF, NO_AGENTS), jdk, temp, Answer.REJECT).err())
        .doesNotContain(AGENT_STARTED);
    // Java 21 was the first whose own command asks the option.
    assertThat(
            attempts(COMMAND.with(NO_AGENTS), jdk, temp, Answer.REJECT)
                .err()
                .contains(AGENT_STARTED))
        .isEqualTo(jdk.feature() < 21);
  }

  @EveryJdk
  void packForTheJvmLetsNoAgentIn(Jdk jdk, @TempDir Path temp) throws Exception {
    for (Group group : List.of(ATTACH, COMMAND)) {
      // Even where a person lets it attach: what it is to run here is refused by rule.
      for (Answer answer : Answer.values()) {
        Attempts attempts = attempts(group, jdk, temp, answer, PACK);
        assertThat(attempts.err()).doesNotContain(AGENT_STARTED).doesNotContain(GATES_TAKEN_OUT);
        assertThat(attempts.effects().isEmpty())
            .as("%s: %s", answer, attempts.ends())
            .isEqualTo(answer == Answer.REJECT);
      }
    }
  }

  @EveryJdk
  void packForTheJvmKeepsTheBridgeAsItIs(Jdk jdk, @TempDir Path temp) throws Exception {
    for (Group group : UNSAFE) {
      assertThat(rejected(group, jdk, temp, PACK)).as("%s", group).isEmpty();
    }
  }

  @EveryJdk
  void packForTheJvmHoldsNativeCode(Jdk jdk, @TempDir Path temp) throws Exception {
    assertThat(rejected(NATIVE, jdk, temp, PACK)).isEmpty();
    Attempts approved = attempts(NATIVE, jdk, temp, Answer.APPROVE, PACK);
    assertThat(approved.effects()).isEqualTo(approved.possible());
  }

  @EveryJdk
  void rulesOfTheThreatModelKeepAgentsOutOfEveryJava(Jdk jdk, @TempDir Path temp) throws Exception {
    for (Group group : List.of(ATTACH.with(ATTACH_SELF, NO_AGENTS), COMMAND.with(NO_AGENTS))) {
      Attempts attempts = attempts(group, jdk, temp, Answer.REJECT, shut());
      assertThat(attempts.effects()).isEmpty();
      assertThat(attempts.err()).doesNotContain(AGENT_STARTED);
    }
  }

  @EveryJdk
  void memoryWrittenThroughUnsafeReplacesTheBridge(Jdk jdk, @TempDir Path temp) throws Exception {
    for (Group group : UNSAFE) {
      assertThat(rejected(group, jdk, temp)).containsExactlyElementsOf(group.prefixes());
    }
  }

  @EveryJdk
  void rulesOfTheThreatModelKeepTheBridgeAsItIs(Jdk jdk, @TempDir Path temp) throws Exception {
    for (Group group : UNSAFE) {
      assertThat(rejected(group, jdk, temp, shut())).as("%s", group).isEmpty();
    }
  }

  @EveryJdk
  void optionAgainstUnsafeKeepsTheBridgeAsItIs(Jdk jdk, @TempDir Path temp) throws Exception {
    // Java 23 was the first to have it.
    if (jdk.feature() >= 23) {
      for (Group group : UNSAFE) {
        assertThat(rejected(group.with("--sun-misc-unsafe-memory-access=deny"), jdk, temp))
            .as("%s", group)
            .isEmpty();
      }
    }
  }

  @EveryJdk
  void nativeCodeNeedsNoMethod(Jdk jdk, @TempDir Path temp) throws Exception {
    assertThat(rejected(NATIVE, jdk, temp))
        .isEqualTo(
            jdk.feature() >= 22
                ? Set.of("native/library-by-system", "native/library-by-runtime", "native/function")
                : Set.of("native/library-by-system", "native/library-by-runtime"));
  }

  @EveryJdk
  void optionAgainstNativeCodeOrRulesWhereJavaHasNone(Jdk jdk, @TempDir Path temp)
      throws Exception {
    // Java 24 was the first to have it; 22 and 23 have neither.
    if (jdk.feature() >= 24) {
      assertThat(rejected(NATIVE.with("--illegal-native-access=deny"), jdk, temp)).isEmpty();
    } else if (jdk.feature() < 22) {
      assertThat(rejected(NATIVE, jdk, temp, shut())).isEmpty();
    }
  }

  @EveryJdk
  void launchScriptThatOpensJavaLangOpensTheAgent(Jdk jdk, @TempDir Path temp) throws Exception {
    assertThat(rejected(OPENED.with("--add-opens", "java.base/java.lang=ALL-UNNAMED"), jdk, temp))
        .containsExactly("opened/agents-module");
  }

  @EveryJdk
  void launchScriptThatOpensNothingLeavesTheAgentShut(Jdk jdk, @TempDir Path temp)
      throws Exception {
    assertThat(rejected(OPENED, jdk, temp)).isEmpty();
  }

  @EveryJdk
  void sameEffectWithoutTheMarkIsAnotherDeed(Jdk jdk, @TempDir Path temp) throws Exception {
    assertThat(rejected(STRIPPED, jdk, temp))
        .containsExactlyInAnyOrder(
            "stripped/copy-without-the-mark",
            "stripped/hidden-copy-without-the-mark",
            "stripped/done-again");
  }

  @EveryJdk
  void ruleWhereTheEffectHappensHoldsEveryWayToIt(Jdk jdk, @TempDir Path temp) throws Exception {
    assertThat(
            rejected(
                STRIPPED,
                jdk,
                temp,
                """
                callgate: 1
                name: sink
                rules:
                  - id: files
                    match:
                      class: java.io.FileOutputStream
                      method: <init>(String name)
                    decide: gate
                """))
        .isEmpty();
  }

  /** The policy that the threat model shows. */
  private static String shut() throws IOException {
    return Files.readString(Installation.file("docs/threat-model.md"))
        .lines()
        .dropWhile(line -> !line.equals("<!-- example: shut -->"))
        .skip(2)
        .takeWhile(line -> !line.equals("```"))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /** The routes that got there although everything was rejected. */
  private static Set<String> rejected(Group group, Jdk jdk, Path temp, String... policy)
      throws IOException, InterruptedException {
    return attempts(group, jdk, temp, Answer.REJECT, policy).effects();
  }

  private static Attempts attempts(Group group, Jdk jdk, Path temp, Answer answer, String... policy)
      throws IOException, InterruptedException {
    AgentConfiguration configuration = approver.configuration("hole");
    for (String text : List.of(policy)) {
      configuration =
          configuration.withPolicy(Files.writeString(temp.resolve("closing.callgate.yaml"), text));
    }
    Attempts attempts =
        group.gated(
            jdk, Files.createTempDirectory(temp, "attempts"), approver, configuration, answer);
    assertThat(attempts.possible()).isNotEmpty();
    return attempts;
  }
}
