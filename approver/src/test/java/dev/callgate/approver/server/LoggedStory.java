package dev.callgate.approver.server;

import dev.callgate.Outcome;
import dev.callgate.approver.api.Confirmation;
import dev.callgate.approver.api.EnrolmentTokenBody;
import dev.callgate.approver.api.PasskeyName;
import dev.callgate.approver.api.PasskeySummary;
import dev.callgate.approver.api.PersonBody;
import dev.callgate.approver.api.ReviewBody;
import dev.callgate.approver.api.RevokeBody;
import dev.callgate.approver.api.Role;
import dev.callgate.approver.api.TokenBody;
import dev.callgate.approver.api.TokenCreated;
import dev.callgate.approver.server.PinnedClient.Answer;
import dev.callgate.cli.CapturedRun;
import dev.callgate.cli.client.Connection;
import dev.callgate.protocol.Assurance;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.Covered;
import dev.callgate.protocol.Demand;
import dev.callgate.protocol.Digests;
import dev.callgate.protocol.Edit;
import dev.callgate.protocol.Envelope;
import dev.callgate.protocol.GrantTerms;
import dev.callgate.protocol.Ids;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.PayloadType;
import dev.callgate.protocol.ReviewCredential;
import dev.callgate.protocol.SigningKey;
import dev.callgate.protocol.TrustBundle;
import dev.callgate.protocol.TrustedReviewer;
import dev.callgate.protocol.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.StringNode;

/** An approver to which everything has happened that is ever logged. */
final class LoggedStory implements AutoCloseable {
  private static final Covered COVERS =
      new Covered(List.of("files/delete"), 2, Covered.Demand.SHOWN, List.of("path"));

  final TestApprover approver;
  final TestJvm jvm;
  private final Path folder;

  LoggedStory(Path folder) throws Exception {
    this.folder = folder;
    approver = new TestApprover(folder);
    jvm = approver.jvm();
    jvm.report(jvm.coverage(1, 7, false, Digests.of("rules")));
    TestReviewer alice = approver.alice();
    CallRequest approved = jvm.submitCovering(COVERS);
    alice.say(approved, Verdict.APPROVE);
    jvm.postCovered(approved, jvm.covered(approved, Ids.random()));
    jvm.end(approved, "outcome", Outcome.SUCCEEDED);
    CallRequest edited = jvm.submit();
    alice.edit(edited, new Edit("amount", IntNode.valueOf(7)));
    jvm.end(edited, "outcome", Outcome.FAILED);
    alice.respond(jvm.submit(), StringNode.valueOf("an answer"));
    CallRequest rejected = jvm.submit();
    alice.say(rejected, Verdict.REJECT);
    jvm.end(rejected, "outcome", Outcome.REJECTED);
    CallRequest two = jvm.submitFor(null, new Demand("shop/refunds", List.of(), 2, false));
    alice.say(two, Verdict.APPROVE);
    approver.bob().say(two, Verdict.APPROVE);
    signed();
    granted();
    repeated();
    administered();
    passkeys();
    jvm.end(jvm.submit(), "withdraw", Outcome.WITHDRAWN);
    approver.client().send("GET", "/v1/requests", Ids.token("cgr"), null);
    jvm.submit(Duration.ofMinutes(1));
    approver.clock.advance(Duration.ofMinutes(1));
    approver.approver().expireDue();
  }

  /** A grant for two more calls, of which one is made before it is taken back. */
  private void granted() throws Exception {
    CallRequest first = SampleCall.refund().grantable(5).submit(jvm);
    approver
        .alice()
        .say(
            first,
            new ReviewBody(
                TestReviewer.digest(first),
                Verdict.APPROVE,
                "twice more",
                List.of(),
                null,
                new GrantTerms(
                    GrantTerms.scope(first),
                    2,
                    approver.clock.millis() + Duration.ofMinutes(5).toMillis())));
    jvm.end(SampleCall.refund().grantable(5).submit(jvm), "outcome", Outcome.SUCCEEDED);
    approver
        .client()
        .send(
            "POST",
            "/v1/grants/" + first.requestId() + "/revoke",
            approver.aliceToken,
            Json.write(new RevokeBody("enough")));
  }

  /** An admin lets people and programs in and turns them away. */
  private void administered() throws Exception {
    TestReviewer root = approver.root();
    TestReviewer erin = approver.person("erin", List.of("ops"), Role.VIEWER);
    TokenBody wanted = new TokenBody("report", List.of(Role.VIEWER), 60_000);
    String token = erin.send("POST", "/v1/tokens", wanted).as(TokenCreated.class).token().id();
    erin.send("DELETE", "/v1/tokens/" + token, null);
    String person = "/v1/people/" + approver.personId("erin");
    root.send("PUT", person, new PersonBody("erin", List.of(), List.of(Role.AUDITOR), false));
    root.send("DELETE", person, null);
    root.send("POST", "/v1/enrolment-tokens", new EnrolmentTokenBody("billing", 60_000));
    root.send("POST", "/v1/agents/" + approver.jvm().id + "/revoke", null);
  }

  /** A passkey is made, called otherwise, and taken out after a proof. */
  private void passkeys() throws Exception {
    TestReviewer alice = approver.alice();
    SoftwarePasskey passkey = new SoftwarePasskey(approver.approver().uri().getAuthority());
    String id =
        alice
            .send(
                "POST",
                "/v1/passkeys",
                passkey.made("laptop", alice.send("POST", "/v1/passkeys/options", null).body()))
            .as(PasskeySummary.class)
            .id();
    alice.send("PUT", "/v1/passkeys/" + id, new PasskeyName("work laptop"));
    String action = "passkey.remove:" + id;
    passkey.count++;
    alice.send(
        "POST",
        "/v1/confirm",
        new Confirmation(
            action,
            passkey.used(
                alice.send("POST", "/v1/confirm", new Confirmation(action, null)).body())));
    alice.send("DELETE", "/v1/passkeys/" + id, null);
  }

  /** A call that is made again after its no. */
  private void repeated() throws Exception {
    SampleCall call = SampleCall.refund();
    call.likeness = "the same";
    call.coolDown = Duration.ofMinutes(2);
    approver.alice().say(call.submit(jvm), Verdict.REJECT);
    jvm.end(call.submit(jvm), "outcome", Outcome.REJECTED);
  }

  /** A call that two people approve with signatures of their own. */
  private void signed() throws Exception {
    SigningKey root = SigningKey.generate();
    SigningKey alice = SigningKey.generate();
    SigningKey bob = SigningKey.generate();
    long now = approver.clock.millis();
    TrustBundle bundle =
        new TrustBundle(
            TrustBundle.VERSION,
            1,
            now,
            now + Duration.ofDays(1).toMillis(),
            List.of(root.publicKey().toString()),
            1,
            List.of(),
            List.of(),
            List.of(reviewer("alice", alice), reviewer("bob", bob)));
    Files.write(
        approver.trust(), Envelope.sign(PayloadType.TRUST, Json.write(bundle), root).toJson());
    CallRequest two =
        jvm.submit(new Demand("shop/refunds", List.of("ops"), 2, false, Assurance.REVIEWER));
    for (Answer answer :
        List.of(
            approver
                .alice()
                .sign(two, TestReviewer.statement("alice", two, Verdict.APPROVE), alice),
            approver.bob().sign(two, TestReviewer.statement("bob", two, Verdict.APPROVE), bob))) {
      if (answer.status() != 200) {
        throw new IllegalStateException(answer.toString());
      }
    }
  }

  private static TrustedReviewer reviewer(String name, SigningKey key) {
    return new TrustedReviewer(
        name,
        List.of("ops"),
        List.of(TrustedReviewer.Role.APPROVER),
        List.of(ReviewCredential.ofKeyFile(key.publicKey())));
  }

  /** Approves one call after the other. */
  void more(int calls) throws Exception {
    for (int i = 0; i < calls; i++) {
      approver.alice().say(jvm.submit(), Verdict.APPROVE);
    }
  }

  String key() {
    return approver.decisionKey.publicKey().toString();
  }

  /** Exports with the command; where to. */
  Path export(String name) throws Exception {
    Path to = folder.resolve(name);
    CapturedRun run = callgate("audit", "export", "--to", to.toString());
    if (run.status() != 0) {
      throw new IllegalStateException(run.toString());
    }
    return to;
  }

  CapturedRun callgate(String... arguments) throws Exception {
    Path connection = folder.resolve("connection.yaml");
    new Connection(approver.approver().uri(), approver.approver().tlsPin(), approver.aliceToken)
        .write(connection);
    return CapturedRun.of(Map.of("CALLGATE_CONNECTION", connection.toString()), arguments);
  }

  @Override
  public void close() {
    approver.close();
  }
}
