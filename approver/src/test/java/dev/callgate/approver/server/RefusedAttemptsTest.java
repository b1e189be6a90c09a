package dev.callgate.approver.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.approver.api.AuditEntry;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.Demand;
import dev.callgate.protocol.Ids;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.Verdict;
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

/** Whoever asks for what they may not have is in the log, and cannot fill it. */
class RefusedAttemptsTest {
  private TestApprover approver;
  private TestJvm jvm;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    approver = new TestApprover(folder);
    jvm = approver.jvm();
  }

  @AfterEach
  void stop() {
    approver.close();
  }

  @Test
  void aTokenThatNobodyIssued() throws Exception {
    String garbage = Ids.token("cgr");
    approver.client().send("GET", "/v1/requests", garbage, null);

    AuditEntry entry = only();
    assertThat(entry.actor()).isEqualTo("unknown");
    assertThat(entry.detail())
        .isEqualTo("GET /v1/requests from 127.0.0.1: unauthenticated, unknown token");
    assertThat(new String(Json.write(entry), java.nio.charset.StandardCharsets.UTF_8))
        .doesNotContain(garbage);
  }

  @Test
  void aTokenOfAnotherKindIsItsHoldersAttempt() throws Exception {
    CallRequest request = jvm.submit();
    approver
        .client()
        .send("POST", "/v1/requests/" + request.requestId() + "/review", jvm.session, null);

    AuditEntry entry = only();
    assertThat(entry.actor()).isEqualTo("jvm:" + jvm.id);
    assertThat(entry.jvm()).isEqualTo(jvm.id);
    assertThat(entry.detail()).contains("forbidden");
  }

  @Test
  void aSignatureByAnotherKey() throws Exception {
    CallRequest request = jvm.request(Duration.ofHours(1), TestJvm.ALL);
    TestJvm other = new TestJvm(approver.client());
    jvm.put(request.requestId(), other.sign(request));

    assertThat(only().detail()).contains("unverified");
  }

  @Test
  void aYesToOnesOwnCallAndTheYesOfAnother() throws Exception {
    Demand ops = new Demand("shop/refunds", List.of("ops"), 1, false);
    CallRequest own = jvm.submitFor("alice", ops);
    approver.alice().say(own, Verdict.APPROVE);
    approver.bob().say(own, Verdict.APPROVE);

    List<AuditEntry> refused = refused();
    assertThat(refused).hasSize(2);
    assertThat(refused.get(0).actor()).isEqualTo("reviewer:alice");
    assertThat(refused.get(0).request()).isEqualTo(own.requestId());
    assertThat(refused.get(0).detail()).contains("own_request");
    assertThat(refused.get(1).actor()).isEqualTo("reviewer:bob");
    assertThat(refused.get(1).detail()).contains("not_entitled");

    assertThat(approver.carol().say(own, Verdict.APPROVE).status()).isEqualTo(200);
    assertThat(refused()).hasSize(2);
  }

  @Test
  void aWrongTokenAtTheConsoleAndAnotherSitesPage() throws Exception {
    RawHttp http = new RawHttp(approver);
    String garbage = Ids.token("cgr");
    String[] ours = {
      "Content-Type: application/json", "X-Callgate-Console: 1", "Origin: " + http.origin()
    };
    http.send("POST", "/v1/session", "{\"token\":\"" + garbage + "\"}", ours);
    http.send("POST", "/v1/session", "{}", "Origin: https://evil.example");
    // A page that asks whether somebody is signed in tries nothing.
    http.send("GET", "/v1/session", null);

    List<AuditEntry> refused = refused();
    assertThat(refused).hasSize(2);
    assertThat(refused.get(0).detail()).contains("POST /v1/session", "no reviewer's token");
    assertThat(refused.get(0).detail()).doesNotContain(garbage);
    assertThat(refused.get(1).detail()).contains("another site's page");
  }

  @Test
  void whoHasNoTokenAtAllTriedNothing() throws Exception {
    assertThat(approver.client().send("GET", "/v1/requests", null, null).status()).isEqualTo(401);

    assertThat(refused()).isEmpty();
  }

  @Test
  void strangersFillNothingAndCoverNobody() throws Exception {
    for (int i = 0; i < 70; i++) {
      approver.client().send("GET", "/v1/requests", Ids.token("cgr"), null);
    }
    assertThat(refused()).hasSize(60);

    approver.client().send("GET", "/v1/requests", jvm.session, null);
    assertThat(refused()).as("of somebody known").hasSize(61);

    approver.clock.advance(Duration.ofMinutes(1));
    approver.client().send("GET", "/v1/requests", Ids.token("cgr"), null);
    assertThat(refused().get(61).detail()).endsWith("; 10 more before it were not recorded");
  }

  private AuditEntry only() throws Exception {
    List<AuditEntry> refused = refused();
    assertThat(refused).hasSize(1);
    return refused.get(0);
  }

  private List<AuditEntry> refused() throws Exception {
    List<AuditEntry> entries = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + approver.database());
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT entry FROM audit_entry WHERE type = 'attempt.refused' ORDER BY seq")) {
      while (rows.next()) {
        entries.add(Json.read(rows.getBytes(1), AuditEntry.class));
      }
    }
    return entries;
  }
}
