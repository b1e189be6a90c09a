package dev.callgate.cli.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.cli.CapturedRun;
import dev.callgate.protocol.CredentialKey;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.P256Key;
import dev.callgate.protocol.RsaKey;
import dev.callgate.protocol.SigningKey;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A team sets up whose yes counts, with the commands that it types. */
class TrustCommandTest {
  private final Path directory;
  private final String bundle;

  TrustCommandTest(@TempDir Path directory) {
    this.directory = directory;
    this.bundle = directory.resolve("trust.json").toString();
  }

  @Test
  void aKeyIsAPrivateFileAndNeverReplaced() throws Exception {
    CapturedRun made = trust("key", file("alice"));

    assertThat(made.status()).isZero();
    assertThat(made.out()).startsWith("ed25519:").hasLineCount(1);
    Path file = Path.of(file("alice"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    String before = Files.readString(file);
    assertThat(SigningKey.fromPem(before).publicKey().toString()).isEqualTo(made.out().strip());

    refused(2, trust("key", file("alice")), "there is a file already: " + file);
    assertThat(Files.readString(file)).isEqualTo(before);
    assertThat(json("key", file("bob")).path("key").asString()).startsWith("ed25519:");
  }

  @Test
  void onePersonAloneStartsWithOneCommand() throws Exception {
    String approver = SigningKey.generate().publicKey().toString();

    JsonNode made = json("init", bundle, "--new-root", file("root"), "--approver", approver);

    assertThat(made.path("complete").asBoolean()).isTrue();
    assertThat(made.at("/bundle/version").asLong()).isEqualTo(1);
    assertThat(made.at("/bundle/approverKeys/0").asString()).isEqualTo(approver);
    String root = made.at("/bundle/roots/0").asString();
    assertThat(trust("verify", bundle, "--root", root).out()).startsWith("verified: version 1, ");
    refused(2, trust("init", bundle, "--new-root", file("other")), "there is a file already");
    assertThat(Path.of(file("other"))).doesNotExist();
  }

  @Test
  void twoOfThreeRootsSignEachVersion() throws Exception {
    String one = key("one");
    String two = key("two");
    String three = key("three");
    CapturedRun first =
        trust(
            "init",
            bundle,
            "--root",
            one,
            "--root",
            two,
            "--root",
            three,
            "--threshold",
            "2",
            "--sign-with",
            file("one"));
    assertThat(first.status()).isZero();
    assertThat(first.out()).contains("signed     by 1 of its 3 roots, 2 needed: it does not count");
    assertThat(first.err()).contains("signed by 1 of the 2 roots that have to", "trust sign");
    CapturedRun early =
        trust("verify", bundle, "--root", one, "--root", two, "--root", three, "--threshold", "2");
    refused(1, early, "signed by 1 of the pinned roots, and 2 have to");
    String alice = key("alice");
    refused(
        1,
        trust("add-reviewer", bundle, "alice", "--key", alice, "--sign-with", file("one")),
        "not signed by enough of its roots");

    assertThat(trust("sign", bundle, "--sign-with", file("three")).status()).isZero();
    assertThat(
            trust(
                    "verify",
                    bundle,
                    "--root",
                    one,
                    "--root",
                    two,
                    "--root",
                    three,
                    "--threshold",
                    "2")
                .status())
        .isZero();
    // A program that pins all of them and says no number wants all.
    refused(
        1,
        trust("verify", bundle, "--root", one, "--root", two, "--root", three),
        "signed by 2 of the pinned roots, and 3 have to");
    assertThat(
            trust("add-reviewer", bundle, "alice", "--key", alice, "--sign-with", file("one"))
                .status())
        .isZero();
  }

  @Test
  void reviewersComeChangeAndGo() throws Exception {
    String root = team();
    String alice = key("alice");
    String second = key("alice-2");

    add("alice", "--group", "ops,risk", "--key", alice);
    add("alice", "--key", second);
    JsonNode both = reviewers().get(0);
    assertThat(both.path("groups").toString()).isEqualTo("[\"ops\",\"risk\"]");
    assertThat(both.path("roles").toString()).isEqualTo("[\"approver\"]");
    assertThat(both.path("credentials")).hasSize(2);
    assertThat(trust("show", bundle).out())
        .contains("version    3", "reviewer   alice of ops, risk, approver", alice, second);

    String id = both.at("/credentials/0/id").asString();
    assertThat(remove("alice", "--key-id", id).status()).isZero();
    assertThat(reviewers().get(0).at("/credentials/0/key").asString()).isEqualTo(second);
    assertThat(remove("alice").status()).isZero();
    assertThat(reviewers()).isEmpty();
    assertThat(trust("verify", bundle, "--root", root).out()).startsWith("verified: version 5, ");
    refused(1, trust("verify", bundle, "--root", root, "--since", "6"), "version 6 was in force");
    refused(2, remove("alice"), "no such reviewer: alice");
  }

  @Test
  void whatWouldBeTwoPeopleInOneIsRefused() throws Exception {
    team();
    String alice = key("alice");
    add("alice", "--group", "ops", "--key", alice);
    byte[] before = Files.readAllBytes(Path.of(bundle));

    refused(2, adding("bob", "--key", alice), "a key of bob that stands in it already");
    refused(2, adding("ALICE", "--key", key("x")), "known in another spelling");
    refused(2, adding("two words", "--key", key("y")), "a reviewer without a name");
    refused(2, adding("bob", "--key", "ed25519:AAAA"), "not a reviewer's key: --key");
    refused(2, adding("bob"), "which key: give one of --key KEY and --passkey FILE");
    refused(
        2,
        trust("add-reviewer", bundle, "bob", "--key", key("z")),
        "nobody signs it: --sign-with is missing");
    refused(
        2,
        trust("add-reviewer", bundle, "bob", "--key", key("w"), "--sign-with", file("alice")),
        "not a root: the key in " + file("alice"));
    assertThat(Files.readAllBytes(Path.of(bundle))).isEqualTo(before);
  }

  /** Somebody has written a reviewer into the file, and has no root's key. */
  @Test
  void nobodyBuildsOnWhatNoRootHasSigned() throws Exception {
    team();
    String forged = Files.readString(Path.of(bundle));
    JsonNode envelope = Json.readTree(forged);
    String payload =
        new String(
            Base64.getDecoder().decode(envelope.path("payload").asString()),
            StandardCharsets.UTF_8);
    String changed =
        Base64.getEncoder()
            .encodeToString(
                payload.replace("\"version\":1", "\"version\":9").getBytes(StandardCharsets.UTF_8));
    Files.writeString(
        Path.of(bundle), forged.replace(envelope.path("payload").asString(), changed));

    refused(1, adding("bob", "--key", key("bob")), "not signed by enough of its roots");
    assertThat(trust("show", bundle).out()).contains("version    9", "signed     by 0 of its 1");
  }

  @Test
  void rootsAndTimesAndApproversAreRotated() throws Exception {
    String old = team();
    String approver = SigningKey.generate().publicKey().toString();
    JsonNode rotated =
        json(
            "rotate",
            bundle,
            "--new-root",
            file("root-2"),
            "--remove-root",
            old,
            "--add-approver",
            approver,
            "--days",
            "7",
            "--sign-with",
            file("root"));

    String fresh = rotated.at("/bundle/roots/0").asString();
    assertThat(rotated.at("/bundle/roots")).hasSize(1);
    assertThat(fresh).isNotEqualTo(old);
    assertThat(rotated.at("/bundle/approverKeys/0").asString()).isEqualTo(approver);
    // Signed by both, it is taken by programs that pin either.
    assertThat(trust("verify", bundle, "--root", old).status()).isZero();
    assertThat(trust("verify", bundle, "--root", fresh).status()).isZero();
    long days =
        (rotated.at("/bundle/notAfterMillis").asLong() - System.currentTimeMillis()) / 86_400_000;
    assertThat(days).isBetween(6L, 7L);

    refused(
        2,
        trust("rotate", bundle, "--days", "0", "--sign-with", file("root-2")),
        "not a number of days: --days 0");
    refused(
        2,
        trust("rotate", bundle, "--remove-root", old, "--sign-with", file("root-2")),
        "no such root: " + old);
    refused(
        2,
        trust("rotate", bundle, "--threshold", "2", "--sign-with", file("root-2")),
        "a threshold of 2 for 1 roots");
    // The old root alone makes no next version any more.
    assertThat(
            trust("add-reviewer", bundle, "bob", "--key", key("bob"), "--sign-with", file("root"))
                .err())
        .contains("not a root");
  }

  @Test
  void aPasskeyIsReadAsSpkiAndAsCose() throws Exception {
    team();
    KeyPair ec = pair("EC");
    KeyPair rsa = pair("RSA");
    KeyPair ed = pair("Ed25519");
    byte[] edRaw = tail(ed.getPublic().getEncoded(), 32);
    ECPublicKey point = (ECPublicKey) ec.getPublic();
    byte[] x = fixed(point.getW().getAffineX());
    byte[] y = fixed(point.getW().getAffineY());
    RSAPublicKey modulus = (RSAPublicKey) rsa.getPublic();
    List<CredentialKey> keys =
        List.of(
            P256Key.of(join(x, y)),
            RsaKey.of(modulus.getModulus(), modulus.getPublicExponent()),
            CredentialKey.parse(
                "ed25519:" + Base64.getUrlEncoder().withoutPadding().encodeToString(edRaw)));
    int number = 0;
    List<byte[]> spki =
        List.of(
            ec.getPublic().getEncoded(), rsa.getPublic().getEncoded(), ed.getPublic().getEncoded());
    List<byte[]> cose =
        List.of(
            join(hex(0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32), x, hex(0x22, 0x58, 32), y),
            join(
                hex(0xa4, 1, 3, 3, 0x39, 1, 0, 0x20, 0x59, 1, 0),
                tail(modulus.getModulus().toByteArray(), 256),
                hex(0x21, 0x43, 1, 0, 1)),
            join(hex(0xa4, 1, 1, 3, 0x27, 0x20, 6, 0x21, 0x58, 32), edRaw));
    for (int i = 0; i < keys.size(); i++) {
      for (String field : List.of("publicKey", "coseKey")) {
        String name = "p" + number++;
        byte[] bytes = (field.equals("publicKey") ? spki : cose).get(i);
        CapturedRun added = adding(name, "--passkey", passkey(name, field, bytes));
        assertThat(added.status()).as(added.err()).isZero();
        JsonNode credential = last().at("/credentials/0");
        assertThat(credential.path("key").asString()).isEqualTo(keys.get(i).toString());
        assertThat(credential.path("rpId").asString()).isEqualTo("example.com");
        remove(name);
      }
    }
    byte[] cut = Arrays.copyOf(cose.get(0), 40);
    refused(2, adding("q", "--passkey", passkey("q", "coseKey", cut)), "not a passkey: ");
    refused(
        2,
        adding("q", "--passkey", passkey("q", "coseKey", join(cose.get(2), new byte[1]))),
        "bytes behind it");
    refused(2, adding("q", "--passkey", passkey("q", "publicKey", cut)), "of no known kind");
    refused(
        2,
        adding("q", "--passkey", passkey("q", "publicKey", pair("DH-EC").getPublic().getEncoded())),
        "not a passkey: ");
  }

  @Test
  void whatIsNoBundleIsSaidInOneLine() throws Exception {
    refused(2, trust("show", bundle), "no trust bundle: " + bundle);
    Files.writeString(Path.of(bundle), "{}");
    refused(2, trust("show", bundle), "not a trust bundle: " + bundle);
    refused(2, trust("verify", bundle, "--root", key("a")), "not a trust bundle");
    Files.delete(Path.of(bundle));
    team();
    refused(2, trust("verify", bundle, "--root", "x"), "not roots: --root");
    refused(2, trust("sign", bundle), "nobody signs it");
    refused(2, trust("sign", bundle, "--sign-with", file("none")), "no key file: ");
    Files.setPosixFilePermissions(
        Path.of(file("root")), PosixFilePermissions.fromString("rw-r--r--"));
    refused(2, trust("sign", bundle, "--sign-with", file("root")), "open to other users");
  }

  private static KeyPair pair(String kind) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(kind.equals("DH-EC") ? "EC" : kind);
    switch (kind) {
      case "EC" -> generator.initialize(new ECGenParameterSpec("secp256r1"));
      case "DH-EC" -> generator.initialize(new ECGenParameterSpec("secp384r1"));
      case "RSA" -> generator.initialize(2048);
      default -> {}
    }
    return generator.generateKeyPair();
  }

  private static byte[] hex(int... bytes) {
    byte[] all = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      all[i] = (byte) bytes[i];
    }
    return all;
  }

  private static byte[] tail(byte[] bytes, int length) {
    return Arrays.copyOfRange(bytes, bytes.length - length, bytes.length);
  }

  private static byte[] fixed(BigInteger number) {
    byte[] raw = number.toByteArray();
    return raw.length >= 32 ? tail(raw, 32) : join(new byte[32 - raw.length], raw);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private String passkey(String name, String field, byte[] key) throws Exception {
    Path file = directory.resolve(name + "-" + field + ".json");
    Files.writeString(
        file,
        "{\"id\":\"cred-%s\",\"rpId\":\"example.com\",\"origins\":[\"https://example.com\"],\"%s\":\"%s\"}"
            .formatted(name, field, Base64.getUrlEncoder().withoutPadding().encodeToString(key)));
    return file.toString();
  }

  /** A bundle of one root; its key. */
  private String team() throws Exception {
    return json("init", bundle, "--new-root", file("root")).at("/bundle/roots/0").asString();
  }

  private void add(String name, String... more) {
    CapturedRun added = adding(name, more);
    assertThat(added.status()).as(added.err()).isZero();
  }

  private CapturedRun adding(String name, String... more) {
    return signed("add-reviewer", name, more);
  }

  private CapturedRun remove(String name, String... more) {
    return signed("remove-reviewer", name, more);
  }

  private CapturedRun signed(String verb, String name, String... more) {
    List<String> arguments = new ArrayList<>(List.of(verb, bundle, name));
    arguments.addAll(List.of(more));
    arguments.addAll(List.of("--sign-with", file("root")));
    return trust(arguments.toArray(String[]::new));
  }

  private JsonNode reviewers() throws Exception {
    return json("show", bundle).at("/bundle/reviewers");
  }

  private JsonNode last() throws Exception {
    JsonNode reviewers = reviewers();
    return reviewers.get(reviewers.size() - 1);
  }

  private String key(String name) {
    return trust("key", file(name)).out().strip();
  }

  private String file(String name) {
    return directory.resolve(name + ".key").toString();
  }

  private static CapturedRun trust(String... arguments) {
    List<String> all = new ArrayList<>(List.of("trust"));
    all.addAll(List.of(arguments));
    return CapturedRun.of(all.toArray(String[]::new));
  }

  private static JsonNode json(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("-o", "json"));
    CapturedRun run = trust(all.toArray(String[]::new));
    assertThat(run.status()).as(run.err()).isZero();
    return Json.readTree(run.out());
  }

  private static void refused(int status, CapturedRun run, String why) {
    assertThat(run.err()).contains(why).hasLineCount(1).startsWith("callgate: ");
    assertThat(run.status()).isEqualTo(status);
    assertThat(run.out()).isEmpty();
  }
}
