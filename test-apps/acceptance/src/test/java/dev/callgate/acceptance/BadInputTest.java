package dev.callgate.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.acceptance.harness.AgentConfiguration;
import dev.callgate.acceptance.harness.ApproverProcess;
import dev.callgate.acceptance.harness.ChildProcess;
import dev.callgate.acceptance.harness.Compiled;
import dev.callgate.acceptance.harness.EveryJdk;
import dev.callgate.acceptance.harness.Jdk;
import dev.callgate.acceptance.harness.Jdks;
import dev.callgate.acceptance.harness.Launch;
import dev.callgate.protocol.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * With anything wrong in what it is told, the agent says so in one line and the program does not
 * start.
 */
final class BadInputTest {
  private static final int NOT_CONFIGURED = 78;

  private static final String POLICY =
      """
      callgate: 1
      name: erasing
      rules:
        - id: erase
          match:
            class: deeds.Eraser
            method: erase(String file, int[] thoroughness)
          decide: gate
      """;

  private static ApproverProcess approver;
  private static List<Path> classPath;

  @BeforeAll
  static void startApprover(@TempDir Path directory) throws Exception {
    approver = ApproverProcess.start(Jdks.first(), directory);
    classPath = Compiled.program(directory, "deeds.Eraser", Programs.ERASER);
  }

  @AfterAll
  static void stopApprover() {
    approver.close();
  }

  /** Spoils a good configuration in a directory with a good policy; the file to start with. */
  interface Spoiler {
    Path spoil(Path directory, AgentConfiguration good) throws Exception;
  }

  /**
   * One way to be wrong.
   *
   * @param where the file that is at fault and the place in it, or empty when no file is
   * @param what words that the message has to hold
   */
  record Mistake(String name, String where, String what, Spoiler spoiler) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Mistake> mistakes() {
    return Stream.of(
        new Mistake(
            "no such configuration file",
            "",
            "nowhere.yaml",
            (directory, good) -> directory.resolve("nowhere.yaml")),
        written("empty configuration file", "callgate.yaml", "empty", yaml -> ""),
        written("not YAML", "callgate.yaml:3:1", "", yaml -> "callgate: 1\napplication: [a, b\n"),
        written("a text and no keys", "callgate.yaml:1:1", "", yaml -> "please gate everything\n"),
        written(
            "unknown key",
            "callgate.yaml:2:1",
            "application",
            yaml -> yaml.replace("application:", "aplication:")),
        written(
            "unknown key under approver",
            "callgate.yaml:8:3",
            "tls-pin",
            yaml -> yaml.replace("tls-pin:", "tls_pin:")),
        written(
            "key given twice",
            "callgate.yaml:3:1",
            "application",
            yaml -> yaml.replace("policy:", "application: another\npolicy:")),
        written(
            "another version",
            "callgate.yaml:1:1",
            "version",
            yaml -> yaml.replace("te: 1", "te: 2")),
        written(
            "no approver",
            "callgate.yaml",
            "approver",
            yaml -> yaml.substring(0, yaml.indexOf("approver:"))),
        written(
            "malformed expiry",
            "callgate.yaml:3:10",
            "soon",
            yaml -> yaml.replace("policy:", "expires: soon\npolicy:")),
        written(
            "address without TLS",
            "callgate.yaml:6:",
            "https",
            yaml -> yaml.replace("https:", "http:")),
        written(
            "unreadable key",
            "callgate.yaml:7:",
            "key",
            yaml -> yaml.replaceFirst("ed25519:.*", "ed25519:c2hvcnQ")),
        written(
            "key for which anybody can sign",
            "callgate.yaml:7:",
            "small order",
            yaml -> yaml.replaceFirst("ed25519:.*", "ed25519:AQ" + "A".repeat(41))),
        written(
            "malformed pin",
            "callgate.yaml:8:",
            "pin",
            yaml -> yaml.replaceFirst("sha256:.*", "sha256:1234")),
        new Mistake(
            "no such policy",
            "erase.callgate.yaml",
            "no such file",
            (directory, good) -> {
              Path file = good.writeTo(directory);
              Files.delete(good.policies().get(0));
              return file;
            }),
        policy("typo in a rule's key", ":8:5", "decide", yaml -> yaml.replace("decide", "decied")),
        policy(
            "typo in a rule's decision", ":8:13", "gate", yaml -> yaml.replace("gate\n", "gaet\n")),
        policy(
            "a rule's signature with a type that is none",
            ":7:21",
            "Strng",
            yaml -> yaml.replace("String file", "Strng file")),
        policy(
            "a condition on a parameter that is not there",
            ":9:17",
            "thoroughness",
            yaml -> yaml + "    when: {arg: thoroughnes, size: 3}\n"),
        policy("a policy without rules", "", "", yaml -> "callgate: 1\nname: erasing\nrules: []\n"),
        written(
            "wrong pinned key",
            "",
            "trust",
            yaml -> yaml.replaceFirst("ed25519:.*", SigningKey.generate().publicKey().toString())),
        written(
            "wrong TLS pin",
            "",
            "tls-pin",
            yaml -> yaml.replaceFirst("sha256:.*", "sha256:" + "0".repeat(64))),
        written(
            "approver unreachable",
            "",
            "127.0.0.1:1",
            yaml -> yaml.replaceFirst("url: .*", "url: https://127.0.0.1:1")),
        written(
            "no such token file",
            "callgate.yaml:9:",
            "nowhere.token",
            yaml -> yaml.replaceFirst("token-file: .*", "token-file: nowhere.token")),
        token("empty token file", "callgate.yaml:9:", ""),
        token("wrong token", "", "cge_" + "A".repeat(43) + "\n"),
        token("a reviewer's token", "", "REVIEWER"));
  }

  /** Another text of the configuration file. */
  private static Mistake written(
      String name, String where, String what, UnaryOperator<String> change) {
    return new Mistake(
        name,
        where,
        what,
        (directory, good) -> {
          String changed = change.apply(good.toYaml());
          assertThat(changed).as("the mistake").isNotEqualTo(good.toYaml());
          return Files.writeString(directory.resolve("callgate.yaml"), changed);
        });
  }

  /** Another text of the policy. */
  private static Mistake policy(
      String name, String where, String what, UnaryOperator<String> change) {
    return new Mistake(
        name,
        "erase.callgate.yaml" + where,
        what,
        (directory, good) -> {
          assertThat(change.apply(POLICY)).as("the mistake").isNotEqualTo(POLICY);
          Files.writeString(good.policies().get(0), change.apply(POLICY));
          return good.writeTo(directory);
        });
  }

  /** Another text of the enrolment token's file. */
  private static Mistake token(String name, String where, String text) {
    return new Mistake(
        name,
        where,
        "token",
        (directory, good) -> {
          String token =
              text.equals("REVIEWER")
                  ? Files.readString(approver.connectionFile()).replaceAll("(?s).*token: ", "")
                  : text;
          Path file = Files.writeString(directory.resolve("a.token"), token);
          return new AgentConfiguration(
                  good.application(),
                  good.policies(),
                  good.expires(),
                  good.url(),
                  good.trust(),
                  good.tlsPin(),
                  file,
                  good.more())
              .writeTo(directory);
        });
  }

  static Stream<Arguments> everyMistakeOnEveryJdk() {
    return Jdks.all().flatMap(jdk -> mistakes().map(mistake -> Arguments.of(jdk, mistake)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("everyMistakeOnEveryJdk")
  void programDoesNotStart(Jdk jdk, Mistake mistake, @TempDir Path temp) throws Exception {
    Path file = Files.writeString(temp.resolve("precious.txt"), "precious");
    Path configuration = mistake.spoiler().spoil(temp, good(temp));
    try (ChildProcess program =
        Launch.on(jdk, temp)
            .gatedBy(configuration)
            .main("deeds.Eraser", classPath, file.toString(), "0")) {
      assertThat(program.awaitExit()).as("%s", program).isEqualTo(NOT_CONFIGURED);
      assertThat(program.out().text()).isEmpty();
      assertThat(program.err().lines())
          .hasSize(1)
          .first()
          .asString()
          .matches("callgate: CG-[0-9]{3} .*")
          .contains(mistake.where())
          .contains(mistake.what());
      assertThat(file).exists();
    }
  }

  @EveryJdk
  void programWithoutAnyMistakeStarts(Jdk jdk, @TempDir Path temp) throws Exception {
    Path file = Files.writeString(temp.resolve("precious.txt"), "precious");
    AgentConfiguration good = good(temp);
    try (ChildProcess program =
        Launch.on(jdk, temp).gatedBy(good).main("deeds.Eraser", classPath, file.toString(), "0")) {
      approver.reviewer().approve(approver.reviewer().awaitHeld(program));
      assertThat(program.awaitExit()).isZero();
      assertThat(file).doesNotExist();
      assertThat(program.err().lines()).allMatch(line -> line.startsWith("callgate: "));
    }
  }

  @EveryJdk
  void agentWithoutAnyConfigurationDoesNotStart(Jdk jdk, @TempDir Path temp) throws Exception {
    try (ChildProcess program =
        Launch.on(jdk, temp).gatedBy((Path) null).main("deeds.Eraser", classPath, "nothing", "0")) {
      assertThat(program.awaitExit()).as("%s", program).isEqualTo(NOT_CONFIGURED);
      assertThat(program.out().text()).isEmpty();
      assertThat(program.err().lines())
          .singleElement()
          .asString()
          .matches("callgate: CG-[0-9]{3} .*callgate.yaml.*");
    }
  }

  @EveryJdk
  void configurationInTheWorkingDirectoryNeedsNoNaming(Jdk jdk, @TempDir Path temp)
      throws Exception {
    Path file = Files.writeString(temp.resolve("precious.txt"), "precious");
    AgentConfiguration configuration = good(temp).withExpires("1s");
    configuration.writeTo(temp);
    try (ChildProcess program =
        Launch.on(jdk, temp)
            .gatedBy((Path) null)
            .main("deeds.Eraser", classPath, file.toString(), "0")) {
      assertThat(program.awaitExit()).as("%s", program).isZero();
      assertThat(program.out().text()).contains("[callgate EXPIRED, request ");
      assertThat(file).exists();
    }
  }

  private static AgentConfiguration good(Path temp) throws IOException {
    Path policy = Files.writeString(temp.resolve("erase.callgate.yaml"), POLICY);
    return approver.configuration("bad-input").withPolicy(policy);
  }
}
