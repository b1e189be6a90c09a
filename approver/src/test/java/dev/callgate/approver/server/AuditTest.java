package dev.callgate.approver.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.Outcome;
import dev.callgate.approver.api.AuditEntry;
import dev.callgate.approver.api.HistoryLine;
import dev.callgate.approver.api.RequestDetail;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.Edit;
import dev.callgate.protocol.Envelope;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.StringNode;

/** Every change of state leaves its entry, nothing else does, and no argument is in any. */
class AuditTest {
  /**
   * So long that no digest and no id has it by chance: four digits stood in one of some hundred.
   */
  private static final int SECRET_AMOUNT = 2_041_714_711;

  private TestApprover approver;
  private TestJvm jvm;
  private TestReviewer alice;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    approver = new TestApprover(folder);
    jvm = approver.jvm();
    alice = approver.alice();
  }

  @AfterEach
  void stop() {
    approver.close();
  }

  @Test
  void thereAreExactlyTheEntriesOfTheChanges() throws Exception {
    CallRequest approved = jvm.submit();
    alice.say(approved, Verdict.APPROVE);
    jvm.end(approved, "outcome", Outcome.SUCCEEDED);
    CallRequest edited = jvm.submit();
    alice.edit(edited, new Edit("amount", IntNode.valueOf(SECRET_AMOUNT)));
    CallRequest answered = jvm.submit();
    alice.respond(answered, StringNode.valueOf("secret answer"));
    CallRequest withdrawn = jvm.submit();
    jvm.end(withdrawn, "withdraw", Outcome.WITHDRAWN);
    jvm.submit(Duration.ofMinutes(1));
    approver.clock.advance(Duration.ofMinutes(1));
    approver.approver().expireDue();
    // None of these changes anything.
    alice.say(approved, Verdict.REJECT);
    jvm.put(approved.requestId(), jvm.sign(approved));
    jvm.end(approved, "outcome", Outcome.SUCCEEDED);
    jvm.end(approved, "outcome", Outcome.FAILED);
    jvm.end(withdrawn, "withdraw", Outcome.WITHDRAWN);

    List<AuditEntry> entries = new ArrayList<>();
    for (String line : entries()) {
      assertThat(line)
          .doesNotContain(String.valueOf(SECRET_AMOUNT))
          .doesNotContain("secret answer")
          .doesNotContain("\n");
      entries.add(Json.read(line.getBytes(StandardCharsets.UTF_8), AuditEntry.class));
    }

    assertThat(entries)
        .extracting(AuditEntry::type)
        .containsExactly(
            "approver.started",
            "agent.enrolled",
            "request.submitted",
            "request.approved",
            "outcome.reported",
            "request.submitted",
            "request.edited",
            "request.submitted",
            "request.responded",
            "request.submitted",
            "request.withdrawn",
            "outcome.reported",
            "request.submitted",
            "request.expired");
    for (int i = 0; i < entries.size(); i++) {
      assertThat(entries.get(i).seq()).isEqualTo(i + 1);
    }
  }

  @Test
  void anEntryNamesWhatWasSignedByItsDigest() throws Exception {
    CallRequest request = jvm.submit();
    alice.say(request, Verdict.APPROVE);

    AuditEntry entry =
        Json.read(entries().get(3).getBytes(StandardCharsets.UTF_8), AuditEntry.class);

    Envelope decision = Envelope.parse(Json.write(jvm.poll(0, 0).body().get("decisions").get(0)));
    assertThat(entry.digests())
        .containsEntry("request", TestReviewer.digest(request))
        .containsEntry("decision", decision.payloadDigest());
    assertThat(entry.actor()).isEqualTo("reviewer:alice");
  }

  @Test
  void theHistoryOfARequestIsItsEntries() throws Exception {
    CallRequest request = jvm.submit();
    alice.edit(request, new Edit("amount", IntNode.valueOf(1)));
    jvm.end(request, "outcome", Outcome.DRIFTED);

    RequestDetail detail = alice.show(request).as(RequestDetail.class);

    long now = approver.clock.millis();
    assertThat(detail.history())
        .containsExactly(
            new HistoryLine(
                3,
                now,
                "request.submitted",
                "jvm:" + jvm.id,
                "shop.Refunds#refund held by shop/refunds"),
            new HistoryLine(4, now, "request.edited", "reviewer:alice", "changed amount"),
            new HistoryLine(5, now, "outcome.reported", "jvm:" + jvm.id, "drifted"));
  }

  private List<String> entries() throws Exception {
    List<String> entries = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + approver.database());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT entry FROM audit_entry ORDER BY seq")) {
      while (rows.next()) {
        entries.add(new String(rows.getBytes(1), StandardCharsets.UTF_8));
      }
    }
    return entries;
  }
}
