package dev.callgate.approver.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.approver.api.AgentCoverage;
import dev.callgate.approver.api.AgentList;
import dev.callgate.approver.api.AgentSummary;
import dev.callgate.approver.api.AuditEntry;
import dev.callgate.approver.server.PinnedClient.Answer;
import dev.callgate.protocol.CoverageReport;
import dev.callgate.protocol.Digests;
import dev.callgate.protocol.Envelope;
import dev.callgate.protocol.Ids;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.PayloadType;
import dev.callgate.protocol.SigningKey;
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
import tools.jackson.databind.node.ObjectNode;

/** What JVMs say about their rules: who may say it, what is kept, and what reviewers see of it. */
class CoverageTest {
  private static final String RULES = Digests.of("rules");

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
  void theLatestReportTakesThePlaceOfTheOneBefore() throws Exception {
    assertThat(jvm.report(jvm.coverage(1, 7, false, RULES)).status()).isEqualTo(200);
    CoverageReport second = jvm.coverage(2, 9, false, RULES);
    assertThat(jvm.report(second).body().get("seq").asLong()).isEqualTo(2);

    assertThat(coverage().report()).isEqualTo(second);
    assertThat(coverage().report().rules().get(0).seen()).isEqualTo(9);
  }

  @Test
  void anEarlierReportIsRefusedAndTheSameOneMayComeAgain() throws Exception {
    CoverageReport second = jvm.coverage(2, 9, false, RULES);
    jvm.report(second);

    assertThat(jvm.report(second).status()).isEqualTo(200);
    assertThat(jvm.report(jvm.coverage(2, 10, false, RULES)).status()).isEqualTo(409);
    assertThat(jvm.report(jvm.coverage(1, 11, false, RULES)).status()).isEqualTo(409);
    assertThat(coverage().report()).isEqualTo(second);
  }

  @Test
  void aReportIsTakenOnlyFromTheJvmItIsAboutAndWhole() throws Exception {
    TestJvm other = approver.jvm();
    CoverageReport others = other.coverage(1, 7, false, RULES);
    ObjectNode partial = Json.mapper().valueToTree(jvm.coverage(1, 7, false, RULES));
    partial.putNull("rules");
    ObjectNode more = Json.mapper().valueToTree(jvm.coverage(1, 7, false, RULES));
    more.put("trusted", true);
    byte[] forged =
        Envelope.sign(
                PayloadType.COVERAGE,
                Json.write(jvm.coverage(1, 7, false, RULES)),
                SigningKey.generate())
            .toJson();
    byte[] otherKind =
        Envelope.sign(PayloadType.OUTCOME, Json.write(jvm.coverage(1, 7, false, RULES)), jvm.key)
            .toJson();

    assertThat(send(jvm.sign(others)).status()).isEqualTo(400);
    assertThat(send(signed(partial)).status()).isEqualTo(400);
    assertThat(send(signed(more)).status()).isEqualTo(400);
    assertThat(send(forged).status()).isEqualTo(403);
    assertThat(send(otherKind).status()).isEqualTo(403);
    assertThat(show().status()).isEqualTo(404);
    assertThat(send(jvm.sign(jvm.coverage(1, 7, false, RULES))).status()).isEqualTo(200);
    assertThat(show().status()).isEqualTo(200);
  }

  @Test
  void onlyWhatIsNewsIsRecorded() throws Exception {
    jvm.report(jvm.coverage(1, 2, false, RULES));
    jvm.report(jvm.coverage(2, 3, false, RULES));
    jvm.report(jvm.coverage(3, 4, false, Digests.of("other rules")));
    jvm.report(jvm.coverage(4, 5, false, Digests.of("other rules")));
    CoverageReport last = jvm.coverage(5, 6, true, Digests.of("other rules"));
    jvm.report(last);
    jvm.report(last);

    List<AuditEntry> entries = recorded();
    assertThat(entries)
        .extracting(entry -> entry.digests().get("ruleSet"))
        .containsExactly(RULES, Digests.of("other rules"), Digests.of("other rules"));
    assertThat(entries).extracting(AuditEntry::actor).containsOnly("jvm:" + jvm.id);
    assertThat(entries.get(2).digests()).containsEntry("report", Digests.of(Json.write(last)));
    assertThat(entries.get(2).detail()).startsWith("at its end");
  }

  @Test
  void agentsAreListedWithWhatTheyAreAndHowTheyAreDoing() throws Exception {
    approver.clock.advance(Duration.ofSeconds(5));
    TestJvm later = approver.jvm();
    jvm.submit();
    jvm.submit();
    approver.clock.advance(Duration.ofSeconds(5));
    jvm.report(jvm.coverage(1, 2, true, RULES));

    List<AgentSummary> agents = agents();

    assertThat(agents).extracting(AgentSummary::jvm).containsExactly(later.id, jvm.id);
    AgentSummary first = agents.get(1);
    assertThat(first.application()).isEqualTo("billing");
    assertThat(first.environment()).isEqualTo("test");
    assertThat(first.ruleSetDigest()).isEqualTo(RULES);
    assertThat(first.heldNow()).isEqualTo(2);
    assertThat(first.ended()).isTrue();
    assertThat(first.lastSeenMillis() - first.enrolledAtMillis()).isEqualTo(10_000);
    assertThat(first.reportedAtMillis()).isEqualTo(first.nowMillis());
    assertThat(agents.get(0).heldNow()).isZero();
    assertThat(agents.get(0).ended()).isFalse();
    assertThat(agents.get(0).reportedAtMillis()).isZero();
  }

  @Test
  void aPollIsASignOfLife() throws Exception {
    approver.clock.advance(Duration.ofMinutes(1));
    assertThat(agents().get(0).lastSeenMillis()).isEqualTo(agents().get(0).enrolledAtMillis());

    jvm.poll(0, 0);

    assertThat(agents().get(0).lastSeenMillis()).isEqualTo(agents().get(0).nowMillis());
  }

  @Test
  void reportsOutliveTheApprover() throws Exception {
    CoverageReport report = jvm.coverage(1, 7, false, RULES);
    jvm.report(report);

    approver.stop();
    approver.start();

    assertThat(coverage().report()).isEqualTo(report);
    assertThat(coverage().agent().jvm()).isEqualTo(jvm.id);
  }

  @Test
  void aJvmThatNobodyKnowsIsNotFound() throws Exception {
    assertThat(approver.alice().get("/v1/agents/" + Ids.random() + "/coverage").status())
        .isEqualTo(404);
    assertThat(approver.alice().get("/v1/agents?state=all").status()).isEqualTo(400);
  }

  private Answer show() throws Exception {
    return approver.alice().get("/v1/agents/" + jvm.id + "/coverage");
  }

  private AgentCoverage coverage() throws Exception {
    return show().as(AgentCoverage.class);
  }

  private List<AgentSummary> agents() throws Exception {
    return approver.alice().get("/v1/agents").as(AgentList.class).agents();
  }

  private Answer send(byte[] body) throws Exception {
    return jvm.client.send("PUT", "/v1/agent/coverage", jvm.session, body);
  }

  private byte[] signed(ObjectNode report) {
    return Envelope.sign(PayloadType.COVERAGE, Json.write(report), jvm.key).toJson();
  }

  private List<AuditEntry> recorded() throws Exception {
    List<AuditEntry> entries = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + approver.database());
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT entry FROM audit_entry WHERE type = 'coverage.reported' ORDER BY seq")) {
      while (rows.next()) {
        entries.add(Json.read(rows.getBytes(1), AuditEntry.class));
      }
    }
    return entries;
  }
}
