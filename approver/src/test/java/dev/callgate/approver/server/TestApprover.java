package dev.callgate.approver.server;

import dev.callgate.protocol.Digests;
import dev.callgate.protocol.Ids;
import dev.callgate.protocol.SigningKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A real approver on a real file and port, which can be stopped and started again. */
final class TestApprover implements AutoCloseable {
  private static final TlsIdentity TLS = identity();

  final SigningKey decisionKey = SigningKey.generate();
  final String enrolmentToken = Ids.token("cge");
  final String aliceToken = Ids.token("cgr");
  final String bobToken = Ids.token("cgr");
  final String carolToken = Ids.token("cgr");
  private final Map<String, List<String>> groups =
      new HashMap<>(
          Map.of("alice", List.of("ops"), "bob", List.of("risk"), "carol", List.of("ops", "risk")));
  final TestClock clock = new TestClock();
  private final Clock time;
  private final Path folder;
  private final Path database;
  private Approver running;

  /** An approver whose time stands still until {@link #clock} is moved. */
  TestApprover(Path folder) throws IOException {
    this(folder, null);
  }

  TestApprover(Path folder, @Nullable Clock time) throws IOException {
    this.time = time == null ? clock : time;
    this.folder = folder;
    this.database = folder.resolve("approver.db");
    this.running = Approver.start(settings());
  }

  ApproverSettings settings() {
    return new ApproverSettings(
        database,
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        decisionKey,
        TLS,
        List.of(
            new Credential(Credential.Kind.ENROLMENT, "run", Digests.of(enrolmentToken), List.of()),
            reviewer("alice", aliceToken),
            reviewer("bob", bobToken),
            reviewer("carol", carolToken)),
        time,
        trust());
  }

  private Credential reviewer(String name, String token) {
    return new Credential(
        Credential.Kind.REVIEWER, name, Digests.of(token), groups.getOrDefault(name, List.of()));
  }

  /** Puts a person into groups, from the next start on. */
  void enlist(String name, String... in) {
    groups.put(name, List.of(in));
  }

  /** Where its trust bundle is, once somebody puts one there. */
  Path trust() {
    return folder.resolve("trust.json");
  }

  TestReviewer bob() {
    return new TestReviewer(client(), bobToken);
  }

  TestReviewer carol() {
    return new TestReviewer(client(), carolToken);
  }

  Approver approver() {
    return running;
  }

  Path folder() {
    return folder;
  }

  Path database() {
    return database;
  }

  void stop() {
    running.close();
  }

  void start() throws IOException {
    running = Approver.start(settings());
  }

  PinnedClient client() {
    return new PinnedClient(running.uri(), running.tlsPin());
  }

  TestReviewer alice() {
    return new TestReviewer(client(), aliceToken);
  }

  /** A JVM that has enrolled. */
  TestJvm jvm() throws Exception {
    TestJvm jvm = new TestJvm(client());
    if (jvm.enrol(enrolmentToken).status() != 201) {
      throw new IllegalStateException("not enrolled");
    }
    return jvm;
  }

  @Override
  public void close() {
    running.close();
  }

  // One for all tests: making it starts a process.
  private static TlsIdentity identity() {
    try {
      return TlsIdentity.temporary();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
