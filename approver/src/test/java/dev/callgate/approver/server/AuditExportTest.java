package dev.callgate.approver.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.approver.api.AuditType;
import dev.callgate.audit.ExportVerifier;
import dev.callgate.audit.Verification;
import dev.callgate.cli.CapturedRun;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.SigningKey;
import dev.callgate.protocol.VerificationKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What leaves an approver can be verified by somebody who has nothing else, and nothing less. */
class AuditExportTest {
  private static Path folder = Path.of("");
  private static LoggedStory story;
  private static Path export;

  @BeforeAll
  static void tell(@TempDir Path temporary) throws Exception {
    folder = temporary;
    story = new LoggedStory(folder);
    export = story.export("export");
  }

  @AfterAll
  static void end() {
    story.close();
  }

  @Test
  void anUntouchedExportIsIntactAndHasEverything() throws Exception {
    CapturedRun run = verify(export);

    assertThat(run.status()).as(run.toString()).isZero();
    assertThat(run.out()).endsWith("intact\n").doesNotContain("wrong");
    JsonNode json = Json.readTree(verify(export, "-o", "json").out());
    assertThat(json.get("intact").asBoolean()).isTrue();
    TreeSet<String> kinds = new TreeSet<>();
    for (AuditType type : AuditType.values()) {
      kinds.add(type.written());
    }
    assertThat(new TreeSet<>(json.get("entries").propertyNames())).isEqualTo(kinds);
    assertThat(json.get("wrong")).isEmpty();
    assertThat(json.get("signatures").asLong()).isGreaterThan(20);
  }

  @Test
  void oneBitInAThousandPlacesIsFoundEachTime() throws Exception {
    Path copy = copy(export, "flipped");
    List<Path> files = files(copy);
    long all = 0;
    for (Path file : files) {
      all += Files.size(file);
    }
    Random random = new Random(6962);
    List<VerificationKey> trust = List.of(VerificationKey.parse(story.key()).prepared());
    List<String> missed = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      long bit = random.nextLong(8 * all);
      Path file = files.get(0);
      for (Path each : files) {
        file = each;
        if (bit < 8 * Files.size(each)) {
          break;
        }
        bit -= 8 * Files.size(each);
      }
      byte[] bytes = Files.readAllBytes(file);
      bytes[(int) (bit / 8)] ^= (byte) (1 << bit % 8);
      Files.write(file, bytes);
      Verification found = new ExportVerifier(copy, trust, List.of(), null, count -> {}).verify();
      if (found.intact() || found.wrong().isEmpty()) {
        missed.add(file + " bit " + bit);
      }
      bytes[(int) (bit / 8)] ^= (byte) (1 << bit % 8);
      Files.write(file, bytes);
    }

    assertThat(missed).isEmpty();
    assertThat(new ExportVerifier(copy, trust, List.of(), null, count -> {}).verify().intact())
        .isTrue();
  }

  @Test
  void theEntryThatWasChangedIsNamed() throws Exception {
    Path copy = copy(export, "changed");
    Path entries = only(copy.resolve("tile/entries"));
    byte[] bytes = Files.readAllBytes(entries);
    String text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
    int at = text.indexOf("reviewer:alice");
    bytes[at + "reviewer:".length()] = 'b';
    Files.write(entries, bytes);

    CapturedRun run = verify(copy);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out())
        .contains("entry 4, entry: it is not the one that was logged: its hash differs")
        .endsWith("not intact\n");
    JsonNode wrong = Json.readTree(verify(copy, "-o", "json").out()).get("wrong");
    assertThat(wrong.findValues("index")).anyMatch(index -> index.asLong() == 4);
  }

  @Test
  void aFileMoreOrLessIsNamed() throws Exception {
    Path copy = copy(export, "files");
    Files.writeString(copy.resolve("tile/notes"), "x");
    assertThat(verify(copy).out()).contains("tile/notes: it does not belong to the export");
    Files.delete(copy.resolve("tile/notes"));

    Path objects = only(copy.resolve("objects"));
    Files.delete(objects);
    CapturedRun run = verify(copy);
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("it is missing");
  }

  @Test
  void onlyTheKeyThatIsGivenCounts() throws Exception {
    String other = SigningKey.generate().publicKey().toString();
    CapturedRun run = story.callgate("audit", "verify", export.toString(), "--trust", other);
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("checkpoint: no trusted key vouches for it");

    Path keys = folder.resolve("keys");
    Files.writeString(keys, "# the approver's\n" + other + "\n" + story.key() + "\n");
    assertThat(
            story
                .callgate("audit", "verify", export.toString(), "--trust", keys.toString())
                .status())
        .isZero();

    assertThat(story.callgate("audit", "verify", export.toString()).status()).isEqualTo(2);
  }

  @Test
  void aLaterExportGoesOnFromTheEarlierOne() throws Exception {
    story.more(1);
    Path later = story.export("later");

    CapturedRun run = verify(later, "--checkpoint", export.resolve("checkpoint").toString());
    assertThat(run.status()).as(run.toString()).isZero();
    assertThat(run.out()).contains("earlier checkpoint: ");

    CapturedRun dropped = verify(export, "--checkpoint", later.resolve("checkpoint").toString());
    assertThat(dropped.status()).isEqualTo(1);
    assertThat(dropped.out()).contains("some were dropped");
  }

  @Test
  void aStoppedApproversLogIsTheSame(@TempDir Path other) throws Exception {
    Path data = other.resolve("data");
    Files.createDirectory(
        data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    TestApprover stopped = new TestApprover(other);
    stopped.alice().say(stopped.jvm().submit(), dev.callgate.protocol.Verdict.APPROVE);
    stopped.close();
    Files.copy(stopped.database(), data.resolve("callgate.db"));
    dev.callgate.cli.system.PrivateFiles.write(
        data.resolve("decision.key"), stopped.decisionKey.toPem());
    Path to = other.resolve("export");

    CapturedRun run =
        CapturedRun.of("audit", "export", "--data", data.toString(), "--to", to.toString());

    assertThat(run.status()).as(run.toString()).isZero();
    CapturedRun verified =
        CapturedRun.of(
            "audit",
            "verify",
            to.toString(),
            "--trust",
            stopped.decisionKey.publicKey().toString());
    assertThat(verified.status()).as(verified.toString()).isZero();
  }

  @Test
  void anExportIsPrivateAndOverwritesNothing() throws Exception {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(export)))
        .isEqualTo("rwx------");
    CapturedRun again = story.callgate("audit", "export", "--to", export.toString());
    assertThat(again.status()).isEqualTo(2);
    assertThat(again.err()).contains("there is something already").hasLineCount(1);
    assertThat(verify(export).status()).isZero();
  }

  @Test
  void theLatestEntriesAreTold() throws Exception {
    CapturedRun two = story.callgate("audit", "tail", "-n", "2");
    assertThat(two.out()).hasLineCount(2);
    assertThat(story.callgate("audit", "tail", "-n", "1000").out())
        .startsWith("0  ")
        .contains("approver.started", "attempt.refused", "reviewer:alice");
    JsonNode json = Json.readTree(story.callgate("audit", "tail", "-n", "1", "-o", "json").out());
    assertThat(json.get("type").asString()).isNotEmpty();
  }

  @Test
  void aSecondVerifierSaysTheSame() throws Exception {
    Assumptions.assumeTrue(hasPython(), "python3 is not installed: the second verifier cannot run");
    Python intact = python(export, "--checkpoint", export.resolve("checkpoint").toString());
    assertThat(intact.status()).as(intact.out()).isZero();

    Path copy = copy(export, "twice");
    List<Path> files = files(copy);
    Random random = new Random(9162);
    List<VerificationKey> trust = List.of(VerificationKey.parse(story.key()));
    for (int i = 0; i < 15; i++) {
      Path file = files.get(i % files.size());
      byte[] bytes = Files.readAllBytes(file);
      int bit = random.nextInt(8 * bytes.length);
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(file, bytes);

      Python second = python(copy);

      assertThat(second.status()).as(file + " bit " + bit + ": " + second.out()).isEqualTo(1);
      assertThat(new ExportVerifier(copy, trust, List.of(), null, count -> {}).verify().intact())
          .isFalse();
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(file, bytes);
    }
  }

  private record Python(int status, String out) {}

  private static boolean hasPython() throws Exception {
    try {
      return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static Python python(Path export, String... more) throws Exception {
    List<String> command = new ArrayList<>();
    command.add("python3");
    command.add(Path.of(AuditExportTest.class.getResource("/verify_audit.py").toURI()).toString());
    command.addAll(List.of(export.toString(), "--trust", story.key()));
    command.addAll(List.of(more));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes());
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    return new Python(process.exitValue(), out);
  }

  private static CapturedRun verify(Path export, String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(List.of("audit", "verify", export.toString(), "--trust", story.key()));
    arguments.addAll(List.of(more));
    return story.callgate(arguments.toArray(String[]::new));
  }

  private static Path copy(Path from, String name) throws Exception {
    Path to = folder.resolve(name);
    TreeMap<Path, Path> all = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(from)) {
      paths.forEach(each -> all.put(each, to.resolve(from.relativize(each).toString())));
    }
    for (var each : all.entrySet()) {
      Files.copy(each.getKey(), each.getValue(), StandardCopyOption.COPY_ATTRIBUTES);
    }
    return to;
  }

  private static List<Path> files(Path folder) throws Exception {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static Path only(Path folder) throws Exception {
    return files(folder).get(0);
  }
}
