package dev.callgate.approver.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.approver.api.AuditEntry;
import dev.callgate.approver.life.AuditViews;
import dev.callgate.approver.store.DatabaseLocation;
import dev.callgate.audit.ExportVerifier;
import dev.callgate.audit.ExportWriter;
import dev.callgate.audit.Verification;
import dev.callgate.protocol.CallDecision;
import dev.callgate.protocol.Digests;
import dev.callgate.protocol.Envelope;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.PayloadType;
import dev.callgate.protocol.SigningKey;
import dev.callgate.protocol.log.Checkpoint;
import dev.callgate.protocol.log.Frontier;
import dev.callgate.protocol.log.TreeHash;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody has the database and the approver's key, writes another history and signs it. What JVMs
 * have signed, what does not follow, and what was taken along before, still tells.
 */
class ForgedLogTest {
  private Path folder;
  private LoggedStory story;
  private final List<Line> log = new ArrayList<>();
  private byte[] taken;

  private record Line(AuditEntry entry, TreeMap<String, byte[]> objects) {}

  @BeforeEach
  void take(@TempDir Path temporary) throws Exception {
    folder = temporary;
    story = new LoggedStory(folder);
    story.approver.stop();
    try (StoredAudit stored =
        StoredAudit.open(
            DatabaseLocation.file(story.approver.database()), story.approver.decisionKey)) {
      AuditViews views = stored.views();
      taken = views.checkpoint().checkpoint().getBytes(StandardCharsets.UTF_8);
      for (var line : views.entries(0, 256).entries()) {
        AuditEntry entry = Json.read(line.entry(), AuditEntry.class);
        TreeMap<String, byte[]> objects = new TreeMap<>();
        for (int i = 0; i < line.objects().size(); i++) {
          objects.put(entry.objectNames().get(i), line.objects().get(i));
        }
        log.add(new Line(entry, objects));
      }
    }
  }

  @AfterEach
  void close() {
    story.close();
  }

  @Test
  void theSameHistoryWrittenAgainIsIntact() throws Exception {
    assertThat(written().intact()).isTrue();
  }

  @Test
  void anEntryThatIsDroppedBreaksWithTheCheckpointThatWasTakenBefore() throws Exception {
    // Nothing follows on it: only the checkpoint tells.
    log.remove(indexOf("attempt.refused"));

    Verification found = written();

    assertThat(found.wrong())
        .anyMatch(each -> each.toString().startsWith("earlier checkpoint: the log had "));
  }

  @Test
  void anEntryThatIsChangedBreaksWithTheCheckpointThatWasTakenBefore() throws Exception {
    int index = indexOf("attempt.refused");
    AuditEntry entry = log.get(index).entry();
    change(index, entry.digests(), "reviewer:mallory", log.get(index).objects());

    assertThat(written().wrong())
        .singleElement()
        .satisfies(
            each ->
                assertThat(each.what())
                    .endsWith("are not those that it is of: some were changed or dropped since"));
  }

  @Test
  void aDecisionOnNobodysReview() throws Exception {
    int first = indexOf("review.given");
    log.remove(first);

    assertThat(alone(first)).contains("the decision counts a review that is not in the log: alice");
  }

  @Test
  void aDecisionByAnotherKey() throws Exception {
    int index = indexOf("request.approved");
    Line line = log.get(index);
    Envelope decision = Envelope.parse(object(line, "decision"));
    byte[] forged =
        Envelope.sign(PayloadType.DECISION, decision.unverifiedPayload(), SigningKey.generate())
            .toJson();
    replace(index, "decision", forged, decision.payloadDigest());

    assertThat(alone(index)).startsWith("request.approved: not signed by a trusted key");
  }

  @Test
  void anOutcomeWithoutItsApproval() throws Exception {
    int index = indexOf("request.approved");
    log.remove(index);

    List<String> wrong = texts();
    assertThat(wrong)
        .anyMatch(each -> each.contains("a call was covered by a request that nobody had approved"))
        .anyMatch(
            each -> each.contains("the JVM says that the call ran (succeeded), and nobody had"));
  }

  @Test
  void aRequestThatNoJvmHasSigned() throws Exception {
    int index = indexOf("request.submitted");
    Line line = log.get(index);
    Envelope request = Envelope.parse(object(line, "request"));
    byte[] forged =
        Envelope.sign(PayloadType.REQUEST, request.unverifiedPayload(), story.approver.decisionKey)
            .toJson();
    replace(index, "request", forged, request.payloadDigest());

    assertThat(alone(index)).startsWith("request.submitted: not signed by the JVM's key");
  }

  @Test
  void aJvmThatEnrolsAnew() throws Exception {
    int index = indexOf("agent.enrolled");
    SigningKey other = SigningKey.generate();
    byte[] forged = TestJvm.enrolment(story.jvm.id, dev.callgate.protocol.Ids.random(), other);
    replace(index, "enrolment", forged, Envelope.parse(forged).payloadDigest());

    assertThat(texts()).anyMatch(each -> each.contains("not signed by the JVM's key"));
  }

  @Test
  void aDecisionOnOtherArgumentsThanWereShown() throws Exception {
    int index = indexOf("request.approved");
    Line line = log.get(index);
    String decision =
        new String(
            Envelope.parse(object(line, "decision")).unverifiedPayload(), StandardCharsets.UTF_8);
    String args =
        Json.read(decision.getBytes(StandardCharsets.UTF_8), CallDecision.class).argsDigest();
    byte[] payload = decision.replace(args, Digests.of("other")).getBytes(StandardCharsets.UTF_8);
    Envelope forged = Envelope.sign(PayloadType.DECISION, payload, story.approver.decisionKey);
    replace(index, "decision", forged.toJson(), forged.payloadDigest());

    assertThat(texts())
        .anyMatch(each -> each.contains("what is signed is of another argument digest"));
  }

  /** What is wrong with the one entry that was meddled with; of others only what follows on it. */
  private String alone(int index) throws Exception {
    return written(null).wrong().stream()
        .filter(each -> each.index() != null && each.index() >= index)
        .findFirst()
        .map(each -> each.kind() + ": " + each.what())
        .orElse("nothing");
  }

  private List<String> texts() throws Exception {
    return written(null).wrong().stream().map(Object::toString).toList();
  }

  private int indexOf(String type) {
    for (int i = 0; i < log.size(); i++) {
      if (log.get(i).entry().type().equals(type)) {
        return i;
      }
    }
    throw new IllegalStateException("no " + type);
  }

  private static byte[] object(Line line, String name) {
    return java.util.Objects.requireNonNull(line.objects().get(name));
  }

  private void replace(int index, String object, byte[] bytes, String payloadDigest) {
    Line line = log.get(index);
    TreeMap<String, byte[]> objects = new TreeMap<>(line.objects());
    objects.put(object, bytes);
    TreeMap<String, String> digests = new TreeMap<>(line.entry().digests());
    digests.put(AuditEntry.OBJECT + object, Digests.of(bytes));
    digests.put(object, payloadDigest);
    change(index, digests, line.entry().actor(), objects);
  }

  private void change(
      int index,
      java.util.SortedMap<String, String> digests,
      String actor,
      TreeMap<String, byte[]> objects) {
    AuditEntry e = log.get(index).entry();
    log.set(
        index,
        new Line(
            new AuditEntry(
                e.v(),
                e.seq(),
                e.atMillis(),
                e.type(),
                e.request(),
                e.jvm(),
                actor,
                e.detail(),
                digests),
            objects));
  }

  private Verification written() throws Exception {
    return written(taken);
  }

  /** Numbers the entries anew, hashes them anew, and signs what comes of it. */
  private Verification written(byte @org.jspecify.annotations.Nullable [] earlier)
      throws Exception {
    Path export = folder.resolve("forged");
    Files.createDirectory(export);
    ExportWriter writer = new ExportWriter(export);
    Frontier frontier = new Frontier();
    for (Line line : log) {
      AuditEntry e = line.entry();
      byte[] entry =
          Json.write(
              new AuditEntry(
                  e.v(),
                  frontier.size() + 1,
                  e.atMillis(),
                  e.type(),
                  e.request(),
                  e.jvm(),
                  e.actor(),
                  e.detail(),
                  e.digests()));
      writer.add(entry, List.copyOf(line.objects().values()));
      frontier.add(TreeHash.leaf(entry));
    }
    String origin = Checkpoint.unverified(taken).origin();
    Checkpoint checkpoint = new Checkpoint(origin, frontier.size(), frontier.root());
    writer.finish(
        checkpoint.sign(story.approver.decisionKey).getBytes(StandardCharsets.UTF_8), checkpoint);
    return new ExportVerifier(
            export,
            List.of(story.approver.decisionKey.publicKey()),
            List.of(),
            earlier,
            count -> {})
        .verify();
  }
}
