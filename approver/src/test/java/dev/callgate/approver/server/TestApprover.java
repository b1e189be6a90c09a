package dev.callgate.approver.server;

import dev.callgate.approver.api.PersonBody;
import dev.callgate.approver.api.PersonList;
import dev.callgate.approver.api.PersonSummary;
import dev.callgate.approver.api.Role;
import dev.callgate.approver.notify.Notifications;
import dev.callgate.approver.server.PinnedClient.Answer;
import dev.callgate.approver.store.DatabaseLocation;
import dev.callgate.protocol.Digests;
import dev.callgate.protocol.Ids;
import dev.callgate.protocol.SigningKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
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
  final String adminToken = Ids.token("cgr");
  private final Map<String, List<String>> groups =
      new HashMap<>(
          Map.of("alice", List.of("ops"), "bob", List.of("risk"), "carol", List.of("ops", "risk")));
  private final List<Credential> more = new ArrayList<>();
  final TestClock clock = new TestClock();
  private final Clock time;
  private final Path folder;
  private final Path database;
  private final DatabaseLocation location;
  private final Notifications notifications;
  private Approver running;

  /** An approver whose time stands still until {@link #clock} is moved. */
  TestApprover(Path folder) throws IOException {
    this(folder, null);
  }

  TestApprover(Path folder, @Nullable Clock time) throws IOException {
    this(folder, time, DatabaseLocation.file(folder.resolve("approver.db")));
  }

  /** An approver on whatever database. */
  TestApprover(Path folder, @Nullable Clock time, DatabaseLocation location) throws IOException {
    this(folder, time, location, Notifications.NONE);
  }

  /** An approver that tells people. */
  TestApprover(
      Path folder, @Nullable Clock time, DatabaseLocation location, Notifications notifications)
      throws IOException {
    this.notifications = notifications;
    this.time = time == null ? clock : time;
    this.folder = folder;
    this.database = folder.resolve("approver.db");
    this.location = location;
    this.running = Approver.start(settings());
  }

  ApproverSettings settings() {
    return settings(location);
  }

  /** The same approver on another database, or by another way to the same one. */
  ApproverSettings settings(DatabaseLocation location) {
    return new ApproverSettings(
        location,
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        decisionKey,
        TLS,
        credentials(),
        time,
        trust(),
        notifications);
  }

  private List<Credential> credentials() {
    List<Credential> credentials =
        new ArrayList<>(
            List.of(
                new Credential(
                    Credential.Kind.ENROLMENT, "run", Digests.of(enrolmentToken), List.of()),
                reviewer("alice", aliceToken),
                reviewer("bob", bobToken),
                reviewer("carol", carolToken),
                new Credential(Credential.Kind.ADMIN, "root", Digests.of(adminToken), List.of())));
    credentials.addAll(more);
    return credentials;
  }

  /** One reviewer more, from the next start on. */
  void alsoReviewer(String name, String token) {
    more.add(reviewer(name, token));
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

  /** Somebody who may say who may do what, and nothing else. */
  TestReviewer root() {
    return new TestReviewer(client(), adminToken);
  }

  /** A person whom the admin has added, with a token. */
  TestReviewer person(String name, List<String> in, Role... roles) throws Exception {
    Answer added =
        root().send("POST", "/v1/people", new PersonBody(name, in, List.of(roles), true));
    if (added.status() != 201) {
      throw new IllegalStateException("not added: " + added.body());
    }
    return new TestReviewer(client(), added.body().get("token").asString());
  }

  /** Puts a stored person into these groups and roles. */
  void give(String name, List<String> in, Role... roles) throws Exception {
    Answer changed =
        root()
            .send(
                "PUT",
                "/v1/people/" + personId(name),
                new PersonBody(name, in, List.of(roles), false));
    if (changed.status() != 200) {
      throw new IllegalStateException("not changed: " + changed.body());
    }
  }

  /** The id of a stored person. */
  String personId(String name) throws Exception {
    return root().get("/v1/people").as(PersonList.class).people().stream()
        .filter(person -> person.name().equals(name))
        .map(PersonSummary::id)
        .findFirst()
        .orElseThrow();
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
