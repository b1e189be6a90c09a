package dev.callgate.acceptance.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.acceptance.harness.AgentConfiguration;
import dev.callgate.acceptance.harness.ApproverProcess;
import dev.callgate.acceptance.harness.EveryJdk;
import dev.callgate.acceptance.harness.Jdk;
import dev.callgate.acceptance.harness.Jdks;
import dev.callgate.acceptance.harness.TirelessReviewer.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * What gets past a no as long as nobody closes it, and that it is closed by what closes it: an
 * option of the JVM, an option left out, or a rule on the place where the effect happens.
 */
final class KnownHolesTest {
  private static final Group ATTACH = Group.of("attach/").with("-Djdk.attach.allowAttachSelf=true");
  private static final Group UNSAFE = Group.of("unsafe/");
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
  void agentAttachedLaterUndoesTheWeaving(Jdk jdk, @TempDir Path temp) throws Exception {
    assertThat(rejected(ATTACH, jdk, temp)).contains("attach/by-another-jvm", "attach/by-itself");
  }

  @EveryJdk
  void withoutTheAttachMechanismNobodyAttaches(Jdk jdk, @TempDir Path temp) throws Exception {
    assertThat(
            rejected(
                ATTACH.with("-Djdk.attach.allowAttachSelf=true", "-XX:+DisableAttachMechanism"),
                jdk,
                temp))
        .isEmpty();
  }

  @EveryJdk
  void withoutDynamicLoadingNoAgentIsAttached(Jdk jdk, @TempDir Path temp) throws Exception {
    assertThat(
            rejected(
                ATTACH.with("-Djdk.attach.allowAttachSelf=true", "-XX:-EnableDynamicAgentLoading"),
                jdk,
                temp))
        .isEmpty();
  }

  @EveryJdk
  void memoryWrittenThroughUnsafeReplacesTheBridge(Jdk jdk, @TempDir Path temp) throws Exception {
    assertThat(rejected(UNSAFE, jdk, temp)).containsExactly("unsafe/final-fields-of-the-bridge");
  }

  @EveryJdk
  void ruleOnUnsafeKeepsTheBridgeAsItIs(Jdk jdk, @TempDir Path temp) throws Exception {
    assertThat(
            rejected(
                UNSAFE,
                jdk,
                temp,
                """
                callgate: 1
                name: unsafe
                rules:
                  - id: memory-past-the-language
                    match:
                      class: sun.misc.Unsafe
                      method: put*
                    decide: deny
                """))
        .isEmpty();
  }

  @EveryJdk
  void optionAgainstUnsafeKeepsTheBridgeAsItIs(Jdk jdk, @TempDir Path temp) throws Exception {
    // Java 23 was the first to have it.
    if (jdk.feature() >= 23) {
      assertThat(rejected(UNSAFE.with("--sun-misc-unsafe-memory-access=deny"), jdk, temp))
          .isEmpty();
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

  /** The routes that got there although everything was rejected. */
  private static Set<String> rejected(Group group, Jdk jdk, Path temp, String... policy)
      throws IOException, InterruptedException {
    AgentConfiguration configuration = approver.configuration("hole");
    for (String text : List.of(policy)) {
      configuration =
          configuration.withPolicy(Files.writeString(temp.resolve("closing.callgate.yaml"), text));
    }
    Attempts attempts =
        group.gated(
            jdk,
            Files.createTempDirectory(temp, "rejected"),
            approver,
            configuration,
            Answer.REJECT);
    assertThat(attempts.possible()).isNotEmpty();
    return attempts.effects();
  }
}
