package dev.callgate.approver.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callgate.approver.store.AgentRow;
import dev.callgate.approver.store.AgentTable;
import dev.callgate.approver.store.Database;
import dev.callgate.approver.store.RequestTable;
import dev.callgate.protocol.AppliedRule;
import dev.callgate.protocol.CallContext;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.Demand;
import dev.callgate.protocol.Digests;
import dev.callgate.protocol.Envelope;
import dev.callgate.protocol.GatedMethod;
import dev.callgate.protocol.Ids;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.PayloadType;
import dev.callgate.protocol.SigningKey;
import dev.callgate.protocol.Verdict;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One JVM that went wild must not fill the disk and the reviewers' screens. */
class SubmissionsLimitTest {
  private final SigningKey key = SigningKey.generate();

  @Test
  void theLastPlaceIsGivenAndTheNextRefused(@TempDir Path folder) throws Exception {
    try (Database database = Database.open(folder.resolve("approver.db"))) {
      AgentRow wild = agent(database, "session1");
      AgentRow calm = agent(database, "session2");
      fill(database, wild, Submissions.MOST_PENDING - 1);
      Submissions submissions = submissions(database);

      assertThat(submit(submissions, wild).created()).isTrue();
      assertThatThrownBy(() -> submit(submissions, wild))
          .isInstanceOfSatisfying(
              Refusal.class,
              refusal -> assertThat(refusal.code()).isEqualTo(Refusal.Code.TOO_MANY));
      assertThat(submit(submissions, calm).created()).isTrue();
    }
  }

  private static Submissions submissions(Database database) {
    Clock clock = Clock.systemUTC();
    People nobody = new People(List.of(), new TrustFile(null), clock);
    Outbox outbox = new Outbox(database, List.of());
    return new Submissions(
        database,
        outbox,
        new StandingAnswers(nobody, new Decisions(SigningKey.generate(), outbox)),
        clock,
        change -> {});
  }

  private Submissions.Submitted submit(Submissions submissions, AgentRow agent) throws Refusal {
    CallRequest request =
        new CallRequest(
            CallRequest.VERSION,
            Ids.random(),
            Ids.random(),
            agent.id(),
            "app",
            null,
            new GatedMethod("T", "m", "()V", "void"),
            List.of(new AppliedRule("p/r", "p.yaml:1", "high", null, null, List.of())),
            Digests.of("rules"),
            List.of(),
            Digests.of("args"),
            null,
            List.of(Verdict.REJECT),
            List.of(new Demand("p/r", List.of(), 1, false)),
            null,
            List.of(),
            60_000,
            1,
            new CallContext("h", 1, "u", "main", false, List.of()));
    byte[] body = Envelope.sign(PayloadType.REQUEST, Json.write(request), key).toJson();
    return submissions.submit(agent, request.requestId(), body);
  }

  private AgentRow agent(Database database, String session) {
    AgentRow agent =
        new AgentRow(
            Ids.random(),
            key.publicKey().toString(),
            "app",
            null,
            "rules",
            "h",
            1,
            "17",
            "0.1",
            Digests.of(session),
            0,
            1,
            0);
    database.<Boolean, RuntimeException>write(
        handle -> {
          AgentTable.put(handle, agent);
          return true;
        });
    return agent;
  }

  private static void fill(Database database, AgentRow agent, int requests) {
    database.<Boolean, RuntimeException>write(
        handle -> {
          for (int i = 0; i < requests; i++) {
            RequestTable.insert(
                handle, Ids.random(), agent.id(), new byte[1], "d", "", "", 1, Long.MAX_VALUE);
          }
          return true;
        });
  }
}
