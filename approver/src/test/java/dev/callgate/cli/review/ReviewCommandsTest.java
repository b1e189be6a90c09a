package dev.callgate.cli.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.cli.CallgateProcess;
import dev.callgate.cli.CapturedRun;
import dev.callgate.cli.client.TestJvm;
import dev.callgate.cli.serve.ApproverFixture;
import dev.callgate.cli.system.PrivateFiles;
import dev.callgate.protocol.CallDecision;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.Verdict;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ReviewCommandsTest {
  private static final Verdict[] ANYTHING = {
    Verdict.APPROVE, Verdict.EDIT, Verdict.RESPOND, Verdict.REJECT
  };

  private final ApproverFixture approver;
  private final TestJvm jvm;
  private final Path directory;

  ReviewCommandsTest() throws Exception {
    directory = Files.createTempDirectory("callgate-review-test");
    approver = ApproverFixture.start(directory, "--listen", "127.0.0.1:0", "--name", "alice");
    jvm = TestJvm.enrol(approver.agentConfiguration());
  }

  @AfterAll
  void stop() throws Exception {
    approver.close();
    PrivateFiles.deleteTree(directory);
  }

  private CapturedRun callgate(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--connection");
    all.add(approver.connection());
    return CapturedRun.of(all.toArray(String[]::new));
  }

  @Test
  void approvingReachesTheJvmAsASignedYesToTheOriginalArguments() throws Exception {
    String id = jvm.ask("C-1", 60_000, ANYTHING);

    CapturedRun run = callgate("approve", id, "--reason", "fine");

    CallDecision decision = jvm.nextDecision();
    assertThat(run)
        .isEqualTo(
            new CapturedRun(
                0,
                "",
                "callgate: approved: "
                    + id.substring(0, 8)
                    + " SupportTools.refund(customerId=C-1, amount=120.0)\n"));
    assertThat(decision.requestId()).isEqualTo(id);
    assertThat(decision.verdict()).isEqualTo(Verdict.APPROVE);
    assertThat(decision.reason()).isEqualTo("fine");
    assertThat(decision.decidedBy()).containsExactly("alice");
  }

  @Test
  void rejectingReachesTheJvmWithItsReason() throws Exception {
    String id = jvm.ask("C-2", 60_000, ANYTHING);

    assertThat(callgate("reject", id, "--reason", "not today").status()).isZero();

    CallDecision decision = jvm.nextDecision();
    assertThat(decision.verdict()).isEqualTo(Verdict.REJECT);
    assertThat(decision.reason()).isEqualTo("not today");
  }

  @Test
  void editingSendsTypedValues() throws Exception {
    String id = jvm.ask("C-3", 60_000, ANYTHING);

    assertThat(callgate("edit", id, "--set", "amount=60.50").status()).isZero();

    CallDecision decision = jvm.nextDecision();
    assertThat(decision.verdict()).isEqualTo(Verdict.EDIT);
    assertThat(decision.edits())
        .singleElement()
        .satisfies(
            edit -> {
              assertThat(edit.name()).isEqualTo("amount");
              assertThat(edit.value().isNumber()).isTrue();
              assertThat(edit.value().toString()).isEqualTo("60.50");
            });
  }

  @Test
  void respondingSendsTextAsItIs() throws Exception {
    String id = jvm.ask("C-4", 60_000, ANYTHING);

    assertThat(callgate("respond", id, "--answer", "12").status()).isZero();

    assertThat(jvm.nextDecision().response()).hasToString("\"12\"");
  }

  @Test
  void whatMayNotBeEditedIsRefusedBeforeAnythingIsSent() throws Exception {
    String id = jvm.ask("C-5", 60_000, ANYTHING);

    for (String change : List.of("customerId=C-9", "amout=1", "amount=much", "amount", "=1")) {
      CapturedRun run = callgate("edit", id, "--set", change);
      assertThat(run.status()).as(change).isEqualTo(2);
      assertThat(run.err()).as(change).hasLineCount(1);
    }
    assertThat(callgate("show", id).out()).contains("state      pending");
    callgate("reject", id);
    jvm.nextDecision();
  }

  @Test
  void aVerdictThatTheRulesDoNotAllowIsRefused() throws Exception {
    String id = jvm.ask("C-6", 60_000, Verdict.REJECT);

    CapturedRun run = callgate("approve", id);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("they let you reject").hasLineCount(1);
    callgate("reject", id);
    assertThat(jvm.nextDecision().verdict()).isEqualTo(Verdict.REJECT);
  }

  @Test
  void theSecondDecisionComesTooLate() throws Exception {
    String id = jvm.ask("C-7", 60_000, ANYTHING);
    callgate("reject", id);

    CapturedRun run = callgate("approve", id);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("was rejected by alice").hasLineCount(1);
    assertThat(jvm.nextDecision().verdict()).isEqualTo(Verdict.REJECT);
  }

  @Test
  void anExpiredRequestHasAStatusOfItsOwn() throws Exception {
    String id = jvm.ask("C-8", 1, ANYTHING);
    assertThat(jvm.nextDecision().verdict()).isEqualTo(Verdict.EXPIRE);

    CapturedRun run = callgate("approve", id);

    assertThat(run.status()).isEqualTo(3);
    assertThat(run.err()).contains("was expired").hasLineCount(1);
  }

  @Test
  void theBeginningOfAnIdIsEnough() throws Exception {
    String id = jvm.ask("C-9", 60_000, ANYTHING);

    assertThat(callgate("reject", id.substring(0, 10).toUpperCase(java.util.Locale.ROOT)).status())
        .isZero();

    assertThat(jvm.nextDecision().requestId()).isEqualTo(id);
    CapturedRun unknown = callgate("reject", "zzzzzzzzzz");
    assertThat(unknown.status()).isEqualTo(1);
    assertThat(unknown.err()).contains("no such request").hasLineCount(1);
    assertThat(
            callgate("reject", id.replace(id.charAt(0), id.charAt(0) == 'z' ? 'y' : 'z')).status())
        .isEqualTo(1);
  }

  @Test
  void listsAndDetailsAreForPeopleAndForPrograms() throws Exception {
    String id = jvm.ask("C-10 \u001b[31m", 60_000, ANYTHING);

    assertThat(callgate("ls").out()).contains(id.substring(0, 8), "pending", "<U+001B>[31m");
    assertThat(callgate("show", id).out())
        .contains(id, "com.acme.SupportTools.refund", "pays 120.0 out", "com.acme.Agent.act");
    JsonNode list = Json.readTree(callgate("ls", "-o", "json").out());
    assertThat(list.toString()).contains(id);
    String json = callgate("show", id, "-o", "json").out();
    assertThat(Json.readTree(json).path("request").path("requestId").asString()).isEqualTo(id);
    assertThat(json).hasLineCount(1).doesNotContain("\u001b");

    callgate("reject", id);
    jvm.nextDecision();
    assertThat(callgate("ls").out()).doesNotContain(id.substring(0, 8));
    assertThat(callgate("ls", "--all").out()).contains(id.substring(0, 8));
    assertThat(callgate("show", id).out()).contains("decided    reject by alice");
  }

  @Test
  void watchingTellsWhatIsHeldAndHowItEnds() throws Exception {
    try (CallgateProcess watch =
        CallgateProcess.start(directory, "watch", "--connection", approver.connection())) {
      String id = jvm.ask("C-11", 60_000, ANYTHING);
      watch.awaitOut(id.substring(0, 8) + "  held");
      callgate("approve", id);
      watch.awaitOut(id.substring(0, 8) + "  approved");
    }
    jvm.nextDecision();
  }

  @Test
  void theEnvironmentNamesTheConnectionFileToo() {
    CapturedRun run =
        CapturedRun.of(Map.of("CALLGATE_CONNECTION", approver.connection()), "ls", "--all");

    assertThat(run.status()).isZero();
  }

  @Test
  void nobodyThereAndSomebodyElseThereAreBothUnreachable() throws Exception {
    String good = Files.readString(Path.of(approver.connection()));
    URI url =
        URI.create(
            good.lines().filter(l -> l.startsWith("url: ")).findFirst().orElseThrow().substring(5));

    CapturedRun nobody = with(good.replace(url.toString(), "https://127.0.0.1:1"));
    CapturedRun other = with(good.replaceAll("tls-pin: .*", "tls-pin: sha256:" + "0".repeat(64)));

    assertThat(nobody.status()).isEqualTo(4);
    assertThat(nobody.err()).contains("cannot be reached").hasLineCount(1);
    assertThat(other.status()).isEqualTo(4);
    assertThat(other.err()).contains("another server than the pinned one").hasLineCount(1);
  }

  @Test
  void anAgentsTokenDecidesNothing() throws Exception {
    String id = jvm.ask("C-12", 60_000, ANYTHING);
    String good = Files.readString(Path.of(approver.connection()));
    String enrolment = Files.readString(approver.data().resolve("enrolment.token")).strip();

    CapturedRun run = with(good.replaceAll("token: .*", "token: " + enrolment), "approve", id);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("does not take this token").hasLineCount(1);
    assertThat(callgate("show", id).out()).contains("state      pending");
    callgate("reject", id);
    jvm.nextDecision();
  }

  private CapturedRun with(String connection, String... arguments) throws Exception {
    Path file = directory.resolve("other.yaml");
    PrivateFiles.write(file, connection);
    List<String> all = new ArrayList<>(arguments.length == 0 ? List.of("ls") : List.of(arguments));
    all.addAll(List.of("--connection", file.toString()));
    return CapturedRun.of(all.toArray(String[]::new));
  }
}
