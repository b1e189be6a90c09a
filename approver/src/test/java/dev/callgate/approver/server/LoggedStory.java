package dev.callgate.approver.server;

import dev.callgate.Outcome;
import dev.callgate.cli.CapturedRun;
import dev.callgate.cli.client.Connection;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.Covered;
import dev.callgate.protocol.Demand;
import dev.callgate.protocol.Digests;
import dev.callgate.protocol.Edit;
import dev.callgate.protocol.Ids;
import dev.callgate.protocol.Verdict;
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
    jvm.end(jvm.submit(), "withdraw", Outcome.WITHDRAWN);
    approver.client().send("GET", "/v1/requests", Ids.token("cgr"), null);
    jvm.submit(Duration.ofMinutes(1));
    approver.clock.advance(Duration.ofMinutes(1));
    approver.approver().expireDue();
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
