package dev.callgate.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.acceptance.harness.ApproverProcess;
import dev.callgate.acceptance.harness.ChildProcess;
import dev.callgate.acceptance.harness.CommandLine;
import dev.callgate.acceptance.harness.Compiled;
import dev.callgate.acceptance.harness.HeldCall;
import dev.callgate.acceptance.harness.Installation;
import dev.callgate.acceptance.harness.Jdk;
import dev.callgate.acceptance.harness.Jdks;
import dev.callgate.acceptance.harness.Launch;
import dev.callgate.acceptance.harness.Reviewer;
import dev.callgate.protocol.CallDecision;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.CountedReview;
import dev.callgate.protocol.Envelope;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.PayloadType;
import dev.callgate.protocol.SigningKey;
import dev.callgate.protocol.Verdict;
import dev.callgate.protocol.log.Frontier;
import dev.callgate.protocol.log.TreeHash;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who may say yes is what root keys have signed. Whoever holds the approver's machine, with its
 * database and its key, says nothing that a program believes.
 */
final class TrustTest {
  private static final String ERASER =
      Programs.ERASER.replace("@Irreversible(\"Erase a file\")", "");
  private static final Pattern CONNECTION =
      Pattern.compile("reviewer (\\w+) .*CALLGATE_CONNECTION=(\\S+);");

  @TempDir private Path directory = Path.of("");
  private ApproverProcess approver;
  private Reviewer alice;
  private String root;

  @BeforeEach
  void team() throws Exception {
    approver = ApproverProcess.startFor(Jdks.first(), directory, "alice:ops", "bob:ops");
    alice = approver.reviewer();
    trust("init", bundle().toString(), "--new-root", key("root"));
    root = String.valueOf(bundleJson("roots").get(0).asString());
    for (String name : List.of("alice", "bob")) {
      String key = trust("key", key(name)).out().lines().get(0);
      trust(
          "add-reviewer",
          bundle().toString(),
          name,
          "--group",
          "ops",
          "--key",
          key,
          "--sign-with",
          key("root"));
    }
  }

  @AfterEach
  void stop() {
    approver.close();
  }

  static Stream<Arguments> onEveryJdk() {
    return Jdks.all()
        .flatMap(
            jdk -> Stream.of("server", "reviewer").map(assurance -> Arguments.of(jdk, assurance)));
  }

  /**
   * The approver is stopped, and its database gets a decision that is signed with its own key and
   * names the right person, and its log an entry of it. Where the approver is believed, that runs
   * the call: the forgery is a good one.
   */
  @ParameterizedTest(name = "{0}: assurance {1}")
  @MethodSource("onEveryJdk")
  void theApproversDatabaseAndKeyOpenOnlyWhatTrustsTheApprover(Jdk jdk, String assurance)
      throws Exception {
    Path file = file();
    try (ChildProcess eraser = eraser(jdk, file, assurance)) {
      HeldCall held = alice.awaitHeld(eraser);
      approver.kill();
      forge(held.id());
      approver.restart();

      assertThat(eraser.awaitExit()).as("%s", eraser).isZero();
      if (assurance.equals("server")) {
        assertThat(file).doesNotExist();
      } else {
        assertThat(file).exists();
        assertThat(eraser.out().lines())
            .last()
            .asString()
            .contains(
                "NOT EXECUTED",
                "the answer could not be trusted (the review of alice does not carry a signature of"
                    + " their own)",
                "[callgate UNAVAILABLE, request " + held.id());
      }
    }
  }

  static Stream<Arguments> signedOnEveryJdk() {
    return Jdks.all()
        .flatMap(
            jdk -> Stream.of(Arguments.of(jdk, "reviewer"), Arguments.of(jdk, "reviewer+log")));
  }

  @ParameterizedTest(name = "{0}: assurance {1}")
  @MethodSource("signedOnEveryJdk")
  void theReviewersOwnSignatureRunsIt(Jdk jdk, String assurance) throws Exception {
    Path file = file();
    try (ChildProcess eraser = eraser(jdk, file, assurance)) {
      HeldCall held = alice.awaitHeld(eraser);
      try (ChildProcess unsigned = approve(held.id(), approver.connectionFile())) {
        assertThat(unsigned.awaitExit()).isEqualTo(1);
        assertThat(unsigned.err().text())
            .contains("a yes to this takes your own signature", "--sign-with KEYFILE");
      }
      try (ChildProcess others =
          approve(held.id(), approver.connectionFile(), "--sign-with", key("bob"))) {
        assertThat(others.awaitExit()).isEqualTo(1);
        assertThat(others.err().text()).contains("is signed with a key of bob");
      }
      assertThat(file).exists();

      try (ChildProcess signed =
          approve(held.id(), approver.connectionFile(), "--sign-with", key("alice"))) {
        assertThat(signed.awaitExit()).as("%s", signed).isZero();
        // what is signed was shown
        assertThat(signed.err().text()).contains("held call", "precious.txt");
      }
      assertThat(eraser.awaitExit()).as("%s", eraser).isZero();
      assertThat(file).doesNotExist();
    }
  }

  /** The newer version reaches approver and program while the call waits. */
  @Test
  void whoeverIsTakenOutDecidesNothingAnyMore() throws Exception {
    Path file = file();
    try (ChildProcess eraser = eraser(Jdks.first(), file, "reviewer")) {
      HeldCall held = alice.awaitHeld(eraser);
      trust("remove-reviewer", bundle().toString(), "alice", "--sign-with", key("root"));
      try (ChildProcess gone =
          approve(held.id(), approver.connectionFile(), "--sign-with", key("alice"))) {
        assertThat(gone.awaitExit()).isEqualTo(1);
        assertThat(gone.err().text())
            .contains("a key that nobody has in the trust bundle of version 4");
      }
      assertThat(file).exists();
      try (ChildProcess bob =
          approve(held.id(), approver.connectionFile("bob"), "--sign-with", key("bob"))) {
        assertThat(bob.awaitExit()).as("%s", bob).isZero();
      }
      assertThat(eraser.awaitExit()).as("%s", eraser).isZero();
      assertThat(file).doesNotExist();
      assertThat(eraser.err().text()).contains("the trust bundle of version 4 is in force now");
    }
  }

  /** An older bundle is refused, in the run and, with a state directory, in the next one. */
  @Test
  void anOlderBundleKeepsTheProgramFromStarting() throws Exception {
    Path state = Files.createDirectory(directory.resolve("state"));
    byte[] old = Files.readAllBytes(bundle());
    trust("remove-reviewer", bundle().toString(), "alice", "--sign-with", key("root"));
    Path file = file();
    try (ChildProcess eraser = eraser(Jdks.first(), file, "reviewer", "state-dir: " + state)) {
      HeldCall held = alice.awaitHeld(eraser);
      Reviewer bob = approver.reviewer("bob");
      bob.reject(held, "no");
      assertThat(eraser.awaitExit()).isZero();
    }
    Files.write(bundle(), old);

    try (ChildProcess eraser = eraser(Jdks.first(), file, "reviewer", "state-dir: " + state)) {
      assertThat(eraser.awaitExit()).isEqualTo(78);
      assertThat(eraser.err().lines())
          .singleElement()
          .asString()
          .startsWith("callgate: CG-012 not started: nothing says whose signatures count: ")
          .contains("a trust bundle of version 3 is offered, and version 4 was in force already");
      assertThat(eraser.out().text()).isEmpty();
    }
    try (ChildProcess eraser = eraser(Jdks.first(), file, "reviewer")) {
      alice.reject(alice.awaitHeld(eraser), "without a memory it starts");
      assertThat(eraser.awaitExit()).isZero();
    }
    assertThat(file).exists();
  }

  @Test
  void aBundleOfOtherRootsKeepsTheProgramFromStarting() throws Exception {
    Path file = file();
    String stranger = SigningKey.generate().publicKey().toString();
    try (ChildProcess eraser =
        Launch.on(Jdks.first(), directory)
            .gatedBy(
                approver
                    .configuration("eraser")
                    .withPolicy(policy("reviewer"))
                    .with("  trust-roots: [\"" + stranger + "\"]"))
            .main("deeds.Eraser", program(), file.toString(), "0")) {
      assertThat(eraser.awaitExit()).isEqualTo(78);
      assertThat(eraser.err().text())
          .contains("CG-012", "signed by 0 of the pinned roots, and 1 have to");
    }
    assertThat(file).exists();
  }

  @Test
  void aRuleThatWantsSignaturesNeedsRoots() throws Exception {
    Path file = file();
    try (ChildProcess eraser =
        Launch.on(Jdks.first(), directory)
            .gatedBy(approver.configuration("eraser").withPolicy(policy("reviewer")))
            .main("deeds.Eraser", program(), file.toString(), "0")) {
      assertThat(eraser.awaitExit()).isEqualTo(78);
      assertThat(eraser.err().text())
          .contains(
              "CG-012",
              "the rule files/erase wants reviewers' own signatures",
              "add approver.trust-roots");
    }
    assertThat(file).exists();
  }

  @Test
  void peopleOfARunSignFromOtherTerminals() throws Exception {
    Path file = file();
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "run",
                "--policy",
                policy("reviewer").toString(),
                "--trust",
                bundle().toString(),
                "--trust-root",
                root,
                "--reviewer",
                "here",
                "--reviewer",
                "alice:ops",
                "--",
                Jdks.first().java().toString(),
                "-cp"));
    arguments.add(
        program().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    arguments.addAll(List.of("deeds.Eraser", file.toString(), "0"));
    try (ChildProcess run = CommandLine.start(Jdks.first(), directory, arguments)) {
      run.awaitErr(line -> line.startsWith("callgate: held "));
      Path connection = null;
      for (String line : run.err().lines()) {
        Matcher told = CONNECTION.matcher(line);
        if (told.find() && told.group(1).equals("alice")) {
          connection = Path.of(told.group(2));
        }
      }
      if (connection == null) {
        throw run.failure("told nothing of alice");
      }
      try (ChildProcess list =
          CommandLine.succeed(Jdks.first(), directory, "ls", "--connection", "" + connection)) {
        String id = list.out().lines().get(1).split(" ")[0];
        try (ChildProcess unsigned = approve(id, connection)) {
          assertThat(unsigned.awaitExit()).isEqualTo(1);
        }
        assertThat(file).exists();
        try (ChildProcess signed = approve(id, connection, "--sign-with", key("alice"))) {
          assertThat(signed.awaitExit()).as("%s", signed).isZero();
        }
      }
      assertThat(run.awaitExit()).as("%s", run).isZero();
      assertThat(file).doesNotExist();
    }
  }

  /** What somebody does who is on the approver's machine. */
  private void forge(String id) throws Exception {
    SigningKey key =
        SigningKey.fromPem(Files.readString(directory.resolve("approver/decision.key")));
    try (URLClassLoader loader =
            new URLClassLoader(
                new URL[] {Installation.applicationsOwn("sqlite.jar").toUri().toURL()},
                ClassLoader.getSystemClassLoader());
        Connection database =
            ((Driver) loader.loadClass("org.sqlite.JDBC").getConstructor().newInstance())
                .connect(
                    "jdbc:sqlite:" + directory.resolve("approver/callgate.db"), new Properties())) {
      Envelope envelope;
      String jvm;
      try (PreparedStatement find =
          database.prepareStatement("SELECT envelope, jvm FROM request WHERE id = ?")) {
        find.setString(1, id);
        try (ResultSet row = find.executeQuery()) {
          row.next();
          envelope = Envelope.parse(row.getBytes(1));
          jvm = row.getString(2);
        }
      }
      CallRequest request = Json.read(envelope.unverifiedPayload(), CallRequest.class);
      CallDecision decision =
          new CallDecision(
              CallDecision.VERSION,
              id,
              envelope.payloadDigest(),
              request.nonce(),
              request.jvm(),
              request.method().key(),
              request.ruleSetDigest(),
              request.argsDigest(),
              Verdict.APPROVE,
              List.of(),
              null,
              null,
              List.of(new CountedReview("alice", List.of("ops"), Verdict.APPROVE, 1)),
              1,
              Long.MAX_VALUE);
      try (PreparedStatement insert =
              database.prepareStatement(
                  "INSERT INTO decision (request_id, jvm, seq, envelope) VALUES (?, ?, 1, ?)");
          PreparedStatement count =
              database.prepareStatement("UPDATE agent SET decision_cursor = 1 WHERE id = ?")) {
        Envelope signed = Envelope.sign(PayloadType.DECISION, Json.write(decision), key);
        insert.setString(1, id);
        insert.setString(2, jvm);
        insert.setBytes(3, signed.toJson());
        insert.executeUpdate();
        forgeRecord(database, id, jvm, signed);
        count.setString(1, jvm);
        count.executeUpdate();
      }
    }
  }

  /** The log goes on with the forgery as it would with a decision. */
  private static void forgeRecord(Connection database, String id, String jvm, Envelope decision)
      throws Exception {
    Frontier frontier;
    try (PreparedStatement read =
            database.prepareStatement("SELECT size, frontier FROM audit_head");
        ResultSet row = read.executeQuery()) {
      row.next();
      frontier = Frontier.of(row.getLong(1), row.getBytes(2));
    }
    long seq = frontier.size() + 1;
    ObjectNode entry =
        Json.mapper()
            .createObjectNode()
            .put("v", 1)
            .put("seq", seq)
            .put("atMillis", 1)
            .put("type", "request.approved")
            .put("request", id)
            .put("jvm", jvm)
            .put("actor", "reviewer:alice")
            .putNull("detail");
    entry.putObject("digests").put("decision", decision.payloadDigest());
    byte[] bytes = Json.write(entry);
    frontier.add(TreeHash.leaf(bytes));
    try (PreparedStatement insert =
            database.prepareStatement(
                "INSERT INTO audit_entry (seq, at_millis, type, request_id, actor, entry)"
                    + " VALUES (?, 1, 'request.approved', ?, 'reviewer:alice', ?)");
        PreparedStatement grow =
            database.prepareStatement("UPDATE audit_head SET size = ?, frontier = ?")) {
      insert.setLong(1, seq);
      insert.setString(2, id);
      insert.setBytes(3, bytes);
      insert.executeUpdate();
      grow.setLong(1, seq);
      grow.setBytes(2, frontier.toBytes());
      grow.executeUpdate();
    }
  }

  private Path bundle() {
    return directory.resolve("approver/trust.json");
  }

  private String key(String name) {
    return directory.resolve(name + ".key").toString();
  }

  private tools.jackson.databind.JsonNode bundleJson(String field) throws Exception {
    String json = trust("show", bundle().toString(), "-o", "json").out().text();
    return Json.readTree(json).at("/bundle/" + field);
  }

  private ChildProcess trust(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("trust"));
    all.addAll(List.of(arguments));
    return CommandLine.succeed(Jdks.first(), directory, all.toArray(String[]::new));
  }

  private ChildProcess approve(String id, Path connection, String... more) throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("approve", id, "--connection", connection.toString()));
    arguments.addAll(List.of(more));
    return CommandLine.start(Jdks.first(), directory, arguments);
  }

  private ChildProcess eraser(Jdk jdk, Path file, String assurance, String... more)
      throws Exception {
    var configuration =
        approver
            .configuration("eraser")
            .withPolicy(policy(assurance))
            .with("  trust-roots: [\"" + root + "\"]");
    for (String line : more) {
      configuration = configuration.with(line);
    }
    return Launch.on(jdk, directory)
        .gatedBy(configuration)
        .main("deeds.Eraser", program(), file.toString(), "0");
  }

  private List<Path> program() throws Exception {
    return Compiled.program(directory, "deeds.Eraser", ERASER);
  }

  private Path policy(String assurance) throws IOException {
    return Files.writeString(
        directory.resolve("files.callgate.yaml"),
        """
        callgate: 1
        name: files
        approvers: [ops]
        rules:
          - id: erase
            match: {class: deeds.Eraser, method: erase}
            decide: gate
            gate: {approvers: [ops], assurance: ASSURANCE}
        """
            .replace("ASSURANCE", assurance));
  }

  private Path file() throws IOException {
    return Files.writeString(directory.resolve("precious.txt"), "precious");
  }
}
