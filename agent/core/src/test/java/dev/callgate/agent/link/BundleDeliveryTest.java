package dev.callgate.agent.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.callgate.agent.fixture.Team;
import dev.callgate.agent.gate.Answer;
import dev.callgate.agent.gate.JvmIdentity;
import dev.callgate.agent.link.ScriptedServer.Reply;
import dev.callgate.agent.link.ScriptedServer.Request;
import dev.callgate.agent.trust.Trust;
import dev.callgate.protocol.Enrolment;
import dev.callgate.protocol.EnrolmentReceipt;
import dev.callgate.protocol.Envelope;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.PayloadType;
import dev.callgate.protocol.ProtocolException;
import dev.callgate.protocol.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The approver carries the trust bundle: before its receipt counts, and before its decisions. */
@Timeout(60)
class BundleDeliveryTest {
  private final SigningKey approver = SigningKey.generate();
  private final Team team = new Team().with("alice", "ops");
  private final Trust trust = team.trust(null, () -> 1500);
  private final JvmIdentity jvm =
      new JvmIdentity("jvm-1", SigningKey.generate(), trust, "shop", null, "sha256:0", null);
  private final BlockingQueue<Reply> events = new LinkedBlockingQueue<>();
  private final List<String> log = new CopyOnWriteArrayList<>();
  private volatile @Nullable Envelope offered;

  @Test
  void aJvmThatPinsRootsTakesTheApproversKeyFromTheBundle() throws Exception {
    offered = team.signed(3, approver.publicKey().toString());
    try (ScriptedServer server = server()) {
      Session session = Session.enrol(server.endpoint(), "enrol-token", jvm, "1.0");

      assertThat(session.token()).isEqualTo("session-token");
      assertThat(trust.version()).isEqualTo(3);
      assertThat(server.requests)
          .extracting(Request::path)
          .containsExactly("/v1/agent/enrol", "/v1/agent/trust");
      assertThat(server.requests.get(1).authorization()).isEqualTo("Bearer session-token");
    }
  }

  @Test
  void anApproverThatTheBundleDoesNotNameIsAnother() throws Exception {
    offered = team.signed(3, SigningKey.generate().publicKey().toString());
    try (ScriptedServer server = server()) {
      LinkException refused = refusal(server);
      assertThat(refused.kind()).isEqualTo(LinkException.Kind.NOT_THE_APPROVER);
      assertThat(refused).hasMessageContaining("no signature of an approver in the trust bundle");
    }
  }

  @Test
  void withoutABundleThatCountsNothingStarts() throws Exception {
    try (ScriptedServer server = server()) {
      assertNotTrusted(server, "there is no trust bundle");
      offered = Team.signed(team.bundle(3), SigningKey.generate());
      assertNotTrusted(server, "signed by 0 of the pinned roots");
      trust.offer(team.signed(5, approver.publicKey().toString()));
      offered = team.signed(4, approver.publicKey().toString());
      assertNotTrusted(server, "version 4 is offered, and version 5 was in force already");
      offered = null;
      assertThat(Session.enrol(server.endpoint(), "enrol-token", jvm, "1.0").token())
          .isEqualTo("session-token");
    }
  }

  /** The decision is handed on when the newer bundle is in force, never before. */
  @Test
  void aNewerBundleIsInForceBeforeTheDecisionThatComesWithIt() throws Exception {
    offered = team.signed(1, approver.publicKey().toString());
    try (ScriptedServer server = server()) {
      Session session = Session.enrol(server.endpoint(), "enrol-token", jvm, "1.0");
      ApproverLink link = new ApproverLink(jvm, session, log::add);
      link.start();
      CompletableFuture<Long> versionWhenHeard =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  Answer answer =
                      link.ask(
                          "r-1",
                          Envelope.sign(PayloadType.REQUEST, new byte[0], jvm.key()),
                          System.nanoTime() + TimeUnit.SECONDS.toNanos(50));
                  assertThat(answer).isInstanceOf(Answer.Decided.class);
                  return trust.version();
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
              });
      offered = team.signed(2, approver.publicKey().toString());
      while (server.requests.stream().noneMatch(each -> each.path().endsWith("/r-1"))) {
        Thread.onSpinWait();
      }
      events.add(events(8, 2, decision("r-1")));
      assertThat(versionWhenHeard.get(50, TimeUnit.SECONDS)).isEqualTo(2);

      // An older one is refused, said once, and the newer stays.
      offered = team.signed(1, approver.publicKey().toString());
      events.add(events(9, 1));
      events.add(events(10, 1));
      events.add(Reply.json(401, "{}"));
      while (log.stream().noneMatch(line -> line.contains("CG-204"))) {
        Thread.onSpinWait();
      }
      assertThat(trust.version()).isEqualTo(2);
      assertThat(log).filteredOn(line -> line.contains("CG-215")).hasSize(1);
      assertThat(log)
          .anyMatch(line -> line.endsWith("the trust bundle of version 2 is in force now"));
    }
  }

  private static String decision(String id) {
    return new String(
        Envelope.sign(
                PayloadType.DECISION,
                ("{\"requestId\":\"" + id + "\"}").getBytes(StandardCharsets.UTF_8),
                SigningKey.generate())
            .toJson(),
        StandardCharsets.UTF_8);
  }

  private static Reply events(long cursor, long version, String... decisions) {
    return Reply.json(
        200,
        "{\"cursor\":%d,\"decisions\":[%s],\"trustVersion\":%d}"
            .formatted(cursor, String.join(",", decisions), version));
  }

  private void assertNotTrusted(ScriptedServer server, String why) {
    LinkException refused = refusal(server);
    assertThat(refused.kind()).isEqualTo(LinkException.Kind.NOT_TRUSTED);
    assertThat(refused).hasMessageContaining(why);
  }

  private LinkException refusal(ScriptedServer server) {
    return catchThrowableOfType(
        LinkException.class, () -> Session.enrol(server.endpoint(), "enrol-token", jvm, "1.0"));
  }

  private ScriptedServer server() throws Exception {
    return new ScriptedServer(
        request -> {
          if (request.path().startsWith("/v1/agent/events")) {
            return events.take();
          }
          if (request.path().equals("/v1/agent/trust")) {
            Envelope now = offered;
            return Reply.json(
                200,
                "{\"bundle\":"
                    + (now == null ? "null" : new String(now.toJson(), StandardCharsets.UTF_8))
                    + "}");
          }
          if (request.path().contains("/logged?seen=")) {
            return new ScriptedLog(approver).logged(request.path());
          }
          return request.path().equals("/v1/agent/enrol")
              ? enrolled(request)
              : Reply.json(201, "{}");
        });
  }

  private Reply enrolled(Request request) {
    try {
      Enrolment enrolment =
          Json.read(Envelope.parse(request.body()).unverifiedPayload(), Enrolment.class);
      byte[] receipt = Json.write(new EnrolmentReceipt(1, "jvm-1", enrolment.challenge(), 5));
      return Reply.json(
          200,
          "{\"receipt\":%s,\"session\":\"session-token\",\"cursor\":7}"
              .formatted(
                  new String(
                      Envelope.sign(PayloadType.ENROLLED, receipt, approver).toJson(),
                      StandardCharsets.UTF_8)));
    } catch (ProtocolException e) {
      throw new AssertionError(e);
    }
  }
}
