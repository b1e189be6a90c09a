package dev.callgate.cli.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.cli.CapturedRun;
import dev.callgate.cli.client.TestJvm;
import dev.callgate.cli.serve.ApproverFixture;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code callgate people} at one approver. */
final class PeopleCommandsTest {
  private static ApproverFixture approver;
  private static Path directory;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    directory = folder;
    approver =
        ApproverFixture.start(
            folder, "--listen", "127.0.0.1:0", "--reviewer", "alice", "--admin", "root");
  }

  @AfterAll
  static void stop() {
    approver.close();
  }

  private static CapturedRun as(String connection, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--connection");
    all.add(connection);
    return CapturedRun.of(all.toArray(String[]::new));
  }

  private static CapturedRun admin(String... arguments) {
    return as(approver.data().resolve("admin.yaml").toString(), arguments);
  }

  @Test
  void whoIsAddedGetsAFileOfTheirOwnAndTheirRolesHold() throws Exception {
    Path file = directory.resolve("dora.yaml");
    TestJvm jvm = TestJvm.enrol(approver.agentConfiguration());
    String first = jvm.ask("C-1", 60_000, Verdict.APPROVE, Verdict.REJECT);

    assertThat(admin("people", "add", "dora", "--role", "viewer", "--out", file.toString()))
        .isEqualTo(
            new CapturedRun(
                0,
                "",
                "callgate: the connection file: "
                    + file
                    + "\ncallgate: added: dora with the roles viewer\n"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(as(file.toString(), "ls").status()).isZero();
    CapturedRun refused = as(file.toString(), "approve", first);
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err())
        .contains("this takes the role approver: dora has viewer; ")
        .hasLineCount(1);

    assertThat(admin("people", "roles", "dora", "--role", "approver,auditor").status()).isZero();
    assertThat(as(file.toString(), "approve", first).status()).isZero();

    assertThat(admin("people", "remove", "dora").status()).isZero();
    assertThat(as(file.toString(), "ls").status()).isEqualTo(1);
  }

  @Test
  void theListHasThoseOfTheStartToo() {
    CapturedRun text = admin("people", "list");

    assertThat(text.out().lines())
        .anyMatch(line -> line.matches("alice +viewer,approver,auditor +- +start +yes"))
        .anyMatch(line -> line.matches("root +admin +- +start +yes"));
    assertThat(Json.mapper().readTree(admin("people", "list", "-o", "json").out())).isNotEmpty();
  }

  @Test
  void aTokenForOneJvmLetsOneInAndThatOneCanBeTurnedAway() throws Exception {
    Path token = directory.resolve("one.token");
    assertThat(
            admin(
                    "agents",
                    "token",
                    "--application",
                    "billing",
                    "--ttl",
                    "10m",
                    "--out",
                    token.toString())
                .status())
        .isZero();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(token)).matches("cgj_[A-Za-z0-9_-]{43}\\n");

    TestJvm jvm = TestJvm.enrol(approver.agentConfiguration());
    CapturedRun revoked = admin("agents", "revoke", jvm.id().substring(0, 12));
    assertThat(revoked).isEqualTo(new CapturedRun(0, "", "callgate: revoked: " + jvm.id() + "\n"));
    assertThat(as(approver.connection(), "agents").out().lines())
        .anyMatch(line -> line.startsWith(jvm.id().substring(0, 8)) && line.contains(" revoked "));
    refused(
        1, as(approver.connection(), "agents", "revoke", jvm.id()), "this takes the role admin");
    refused(1, admin("agents", "revoke", "zzzz"), "no such JVM");
  }

  @Test
  void whoMakesAnApiTokenGetsItInAFile() throws Exception {
    Path file = directory.resolve("ci.yaml");
    CapturedRun made =
        as(
            approver.connection(),
            "tokens",
            "create",
            "nightly",
            "--scope",
            "viewer",
            "--expires",
            "2d",
            "--out",
            file.toString());
    assertThat(made.status()).as(made.err()).isZero();
    assertThat(as(file.toString(), "ls").status()).isZero();
    String id =
        Json.mapper()
            .readTree(as(approver.connection(), "tokens", "list", "-o", "json").out())
            .get(0)
            .get("id")
            .asString();
    assertThat(as(approver.connection(), "tokens", "revoke", id).status()).isZero();
    assertThat(as(file.toString(), "ls").status()).isEqualTo(1);
  }

  @Test
  void whatCannotBeIsSaidInOneLine() throws Exception {
    Path there = Files.createFile(directory.resolve("there.yaml"));

    refused(2, admin("people", "add", "erik"), "no role");
    refused(
        2,
        admin("people", "add", "erik", "--role", "viewer", "--out", there.toString()),
        "there is a file already");
    refused(2, admin("people", "add", "erik", "--role", "king"), "wrong usage");
    refused(
        1, admin("people", "add", "ALICE", "--role", "viewer"), "there is a person of this name");
    refused(
        1, admin("people", "roles", "alice", "--role", "viewer"), "named at the approver's start");
    refused(1, admin("people", "remove", "nobody"), "no such person");
    refused(1, as(approver.connection(), "people", "list"), "this takes the role admin: alice has");
  }

  private static void refused(int status, CapturedRun run, String part) {
    assertThat(run.err()).contains(part).hasLineCount(1);
    assertThat(run.status()).isEqualTo(status);
  }
}
