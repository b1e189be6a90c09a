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
import dev.callgate.acceptance.harness.Mailbox;
import dev.callgate.acceptance.harness.Reviewer;
import dev.callgate.acceptance.harness.TirelessReviewer;
import dev.callgate.acceptance.harness.TirelessReviewer.Answer;
import dev.callgate.acceptance.harness.WebService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** One deed of a real library is one question, however many gated methods it passes. */
final class OneDeedTest {
  private static final String JDBC =
      """
        - id: statement
          match:
            subtypes_of: java.sql.Statement
            method:
              - execute(String sql)
              - executeUpdate(String sql)
              - executeLargeUpdate(String sql)
          decide: gate
        - id: prepared
          match:
            subtypes_of: java.sql.PreparedStatement
            method: executeUpdate()
          decide: gate
      """;
  private static final String HTTP =
      """
        - id: request
          match:
            subtypes_of: java.net.http.HttpClient
            method:
              - send(java.net.http.HttpRequest request, ..)
              - sendAsync(java.net.http.HttpRequest request, ..)
          decide: gate
      """;
  // Sending saves the message, which changes it: the very message is the same deed.
  private static final String MAIL =
      """
        - id: send
          match:
            subtypes_of: jakarta.mail.Transport
            method:
              - send(jakarta.mail.Message message, ..)
              - sendMessage(jakarta.mail.Message message, ..)
          decide: gate
          gate:
            covers: [{rules: [send], arguments: same}]
      """;
  private static final String DELETE_AND_PROVIDER =
      """
        - id: delete
          match:
            class: java.nio.file.Files
            method: delete(java.nio.file.Path path)
          decide: gate
        - id: provider
          match:
            subtypes_of: java.nio.file.spi.FileSystemProvider
            method: delete(java.nio.file.Path path)
          decide: gate
      """;
  private static final String ONE_RULE_FOR_BOTH =
      """
        - id: delete
          match:
            class: [java.nio.file.Files, sun.nio.fs.AbstractFileSystemProvider]
            method: delete(java.nio.file.Path path)
          decide: gate
      """;
  private static final String TIDY =
      """
        - id: tidy
          match:
            class: dev.callgate.testapps.libraries.FileTool
            method: tidy(java.util.List files)
          decide: gate
          gate:
            covers: [{rules: [delete, provider], at_most: 3, arguments: [path]}]
      """;
  private static final String EXIT =
      """
        - id: exit
          match:
            class: [java.lang.System, java.lang.Runtime]
            method: exit(int status)
          decide: gate
      """;

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

  @EveryJdk
  void eachStatementThroughAConnectionPoolIsOneQuestion(Jdk jdk) throws Exception {
    Run rejected = run(jdk, Answer.REJECT, JDBC, "jdbc");
    assertThat(rejected.out()).as("%s", rejected).endsWith("rows=5").hasSize(5);
    assertThat(rejected.asked()).isEqualTo(4);

    Run approved = run(jdk, Answer.APPROVE, JDBC, "jdbc");
    assertThat(approved.out())
        .as("%s", approved)
        .containsExactly(
            "execute done false",
            "executeUpdate done 1",
            "prepared done 1",
            "executeLargeUpdate done 1",
            "rows=1");
    assertThat(approved.asked()).isEqualTo(4);
  }

  @EveryJdk
  void eachHttpRequestIsOneQuestion(Jdk jdk) throws Exception {
    try (WebService service = WebService.open()) {
      String uri = "http://127.0.0.1:" + service.port();
      Run rejected = run(jdk, Answer.REJECT, HTTP, "http", uri);
      assertThat(service.received()).as("%s", rejected).isEmpty();
      assertThat(rejected.asked()).isEqualTo(2);

      Run approved = run(jdk, Answer.APPROVE, HTTP, "http", uri);
      assertThat(service.received())
          .as("%s", approved)
          .containsExactly("DELETE /sent", "DELETE /later");
      assertThat(approved.asked()).isEqualTo(2);
    }
  }

  @EveryJdk
  void eachMailIsOneQuestion(Jdk jdk) throws Exception {
    try (Mailbox mailbox = Mailbox.open()) {
      String port = Integer.toString(mailbox.port());
      Run rejected = run(jdk, Answer.REJECT, MAIL, "mail", port);
      assertThat(mailbox.subjects()).as("%s", rejected).isEmpty();
      assertThat(rejected.asked()).isEqualTo(2);

      Run approved = run(jdk, Answer.APPROVE, MAIL, "mail", port);
      assertThat(mailbox.subjects()).as("%s", approved).containsExactly("first", "second");
      assertThat(approved.asked()).isEqualTo(2);

      String uncovered = MAIL.substring(0, MAIL.indexOf("    gate:"));
      Run twice = run(jdk, Answer.APPROVE, uncovered, "mail", port);
      assertThat(mailbox.subjects()).as("%s", twice).hasSize(4);
      assertThat(twice.asked()).as("a message that changed is asked for again").isEqualTo(4);
    }
  }

  @EveryJdk
  void aFilesDeletionIsOneQuestionWhereOneRuleNamesItsProviderToo(Jdk jdk) throws Exception {
    Path file = file("precious");
    Run rejected = run(jdk, Answer.REJECT, ONE_RULE_FOR_BOTH, "files", file.toString());
    assertThat(file).as("%s", rejected).exists();
    assertThat(rejected.asked()).isEqualTo(1);

    Run approved = run(jdk, Answer.APPROVE, ONE_RULE_FOR_BOTH, "files", file.toString());
    assertThat(file).as("%s", approved).doesNotExist();
    assertThat(approved.asked()).isEqualTo(1);
  }

  @EveryJdk
  void aFilesDeletionIsTwoQuestionsOfTwoRules(Jdk jdk) throws Exception {
    Path file = file("precious");

    Run approved = run(jdk, Answer.APPROVE, DELETE_AND_PROVIDER, "files", file.toString());

    assertThat(file).as("%s", approved).doesNotExist();
    assertThat(approved.asked()).isEqualTo(2);
  }

  @EveryJdk
  void anApprovedToolDeletesWhatTheReviewerSawAndNoMore(Jdk jdk) throws Exception {
    List<Path> given = List.of(file("a"), file("b"), file("c"));
    Path other = file("other");
    AgentConfiguration configuration = configuration(DELETE_AND_PROVIDER + TIDY);
    Reviewer reviewer = approver.reviewer();
    try (ChildProcess program =
        Launch.on(jdk, temp)
            .gatedBy(configuration)
            .jar(
                Installation.libraries(),
                "tidy",
                given.get(0).toString(),
                given.get(1).toString(),
                given.get(2).toString(),
                other.toString())) {
      HeldCall tidy = reviewer.awaitHeld(program);
      assertThat(given).allSatisfy(file -> assertThat(file).exists());
      assertThat(tidy.json().at("/request/covers/0/atMost").asInt()).isEqualTo(3);
      reviewer.approve(tidy);
      HeldCall improvised = reviewer.awaitHeld(program);
      assertThat(given).allSatisfy(file -> assertThat(file).doesNotExist());
      reviewer.reject(improvised, "nobody named that file");

      assertThat(program.awaitExit()).as("%s", program).isZero();
      assertThat(program.out().lines().get(0)).isEqualTo("tidy done 3 files");
      assertThat(program.out().lines().get(1)).startsWith("other refused: NOT EXECUTED: ");
      assertThat(other).exists();
      assertThat(reviewer.asked(program)).hasSize(2);
      HeldCall recorded =
          reviewer.await(program, tidy.id(), call -> call.json().path("outcome").isString());
      assertThat(recorded.json().path("history").findValuesAsString("type"))
          .containsExactly(
              "request.submitted",
              "request.approved",
              "call.covered",
              "call.covered",
              "call.covered",
              "outcome.reported");
    }
  }

  @EveryJdk
  void aRejectedToolDeletesNothing(Jdk jdk) throws Exception {
    Path given = file("a");
    Path other = file("other");

    Run rejected =
        run(
            jdk,
            Answer.REJECT,
            DELETE_AND_PROVIDER + TIDY,
            "tidy",
            given.toString(),
            other.toString());

    assertThat(given).as("%s", rejected).exists();
    assertThat(other).exists();
    assertThat(rejected.asked()).isEqualTo(2);
  }

  @EveryJdk
  void theEndOfTheProgramIsOneQuestion(Jdk jdk) throws Exception {
    Run rejected = run(jdk, Answer.REJECT, EXIT, "exit", "7");
    assertThat(rejected.status()).as("%s", rejected).isZero();
    assertThat(rejected.asked()).isEqualTo(1);

    Run approved = run(jdk, Answer.APPROVE, EXIT, "exit", "7");
    assertThat(approved.status()).as("%s", approved).isEqualTo(7);
    assertThat(approved.asked()).isEqualTo(1);
  }

  /** What became of a program all of whose calls got one answer. */
  private record Run(int status, List<String> out, int asked, String talk) {}

  private Run run(Jdk jdk, Answer answer, String rules, String... arguments) throws Exception {
    AgentConfiguration configuration = configuration(rules);
    try (TirelessReviewer reviewer =
            TirelessReviewer.start(approver.reviewer(), configuration.application(), answer);
        ChildProcess program =
            Launch.on(jdk, temp).gatedBy(configuration).jar(Installation.libraries(), arguments)) {
      int status = program.awaitExit();
      return new Run(status, program.out().lines(), reviewer.asked(), program.toString());
    }
  }

  private AgentConfiguration configuration(String rules) throws IOException {
    Path policy =
        Files.writeString(
            temp.resolve("deeds.callgate.yaml"), "callgate: 1\nname: deeds\nrules:\n" + rules);
    return approver.configuration("deeds").withPolicy(policy);
  }

  private Path file(String name) throws IOException {
    return Files.writeString(temp.resolve(name), name);
  }
}
