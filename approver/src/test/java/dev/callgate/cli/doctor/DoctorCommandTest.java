package dev.callgate.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.approver.server.Approver;
import dev.callgate.approver.server.ApproverSettings;
import dev.callgate.approver.server.TlsIdentity;
import dev.callgate.approver.store.DatabaseLocation;
import dev.callgate.cli.CapturedRun;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.SigningKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** With a real approver, real files of this user's, and {@code nobody} as the program's user. */
final class DoctorCommandTest {
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();
  private static final String POLICY =
      """
      callgate: 1
      name: shut
      rules:
        - id: agents
          match: {class: sun.instrument.InstrumentationImpl, method: loadClassAndCallAgentmain}
          decide: deny
        - id: commands
          match: {class: com.sun.management.internal.DiagnosticCommandImpl, method: invoke}
          decide: deny
        - id: native
          match: {class: [java.lang.System, java.lang.Runtime], method: [load, loadLibrary]}
          decide: deny
        - id: memory
          match:
            class: sun.misc.Unsafe
            method: [put*, compareAndSwap*, getAndSet*, getAndAdd*, copyMemory, setMemory]
          decide: deny
      """;

  @TempDir Path folder = Path.of("");

  @SuppressWarnings("NullAway.Init") // started before each test
  private Approver approver;

  private Path config = Path.of("");

  @BeforeEach
  void start() throws Exception {
    approver = approver(Clock.systemUTC());
    mode(folder, "rwxr-xr-x");
    write("policy.callgate.yaml", POLICY);
    write("enrolment.token", "cge_test\n");
    write("callgate-agent.jar", "a jar");
    Path data = Files.createDirectory(folder.resolve("data"));
    for (String name : List.of("decision.key", "tokens", "callgate.db", "reviewer.yaml")) {
      mode(Files.writeString(data.resolve(name), "secret"), "rw-------");
    }
    mode(data, "rwx------");
    config = write("callgate.yaml", configuration(approver));
  }

  @AfterEach
  void stop() {
    approver.close();
  }

  @Test
  void whenAllIsWellItSaysSoAndTheStatusIsZero() {
    CapturedRun run = doctor(command(options()));

    assertThat(run.out()).as(run.err()).contains("All is well").doesNotContain("FAIL");
    assertThat(run.status()).as(run.out()).isZero();
    assertThat(run.out())
        .contains("ok    configuration: " + config + " can be used")
        .contains("ok    approver: " + approver.uri() + " answers, with the pinned TLS key")
        .contains("ok    approver: its clock agrees with this machine's")
        .contains("ok    policy: 5 rules, nothing wrong")
        .contains("ok    files: nobody can read none of 4 secrets")
        .contains("ok    files: nobody can write nothing that the next start is told by")
        .contains("ok    jvm: later-agents is closed")
        .contains("ok    jvm: opened-jdk is closed");
  }

  @Test
  void programThatRunsAsTheApproversUserCouldReadItsSecrets() {
    CapturedRun run =
        CapturedRun.of(
            "doctor", "--config", config.toString(), "--data", folder.resolve("data").toString());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out())
        .containsPattern(
            "FAIL  files: the program, as \\S+, could read what decides: .*decision\\.key")
        .contains("reviewer.yaml; run the approver as another user");
  }

  @Test
  void secretThatEverybodyMayReadIsTold() throws Exception {
    mode(folder.resolve("data"), "rwxr-xr-x");
    mode(folder.resolve("data/reviewer.yaml"), "rw-r--r--");

    assertThat(wrong(doctor()))
        .singleElement()
        .asString()
        .contains("could read what decides: " + folder.resolve("data/reviewer.yaml") + ";");
  }

  @Test
  void credentialInTheDoctorsEnvironmentIsASecretToo() throws Exception {
    Path file = write("mine.yaml", "token: x\n");
    String[] arguments = arguments(new String[0]);

    assertThat(wrong(CapturedRun.of(Map.of("CALLGATE_CONNECTION", file.toString()), arguments)))
        .singleElement()
        .asString()
        .contains("could read what decides: " + file);
    mode(file, "rw-------");
    assertThat(wrong(CapturedRun.of(Map.of("CALLGATE_CONNECTION", file.toString()), arguments)))
        .isEmpty();
  }

  @Test
  void fileOfTheStartThatTheProgramMayWriteIsTold() throws Exception {
    mode(folder.resolve("policy.callgate.yaml"), "rw-rw-rw-");

    assertThat(wrong(doctor()))
        .singleElement()
        .asString()
        .contains(
            "could change what its next start is told: " + folder.resolve("policy.callgate.yaml"));
  }

  @Test
  void configurationThatTheProgramMayNotReadIsTold() throws Exception {
    mode(config, "rw-------");

    assertThat(wrong(doctor()))
        .singleElement()
        .asString()
        .contains("nobody cannot read " + config + ", so the program would not start");
  }

  @Test
  void approverThatDoesNotAnswerHasAStatusOfItsOwn() {
    approver.close();
    CapturedRun run = doctor();

    assertThat(run.status()).isEqualTo(4);
    assertThat(wrong(run)).singleElement().asString().contains("does not answer");
  }

  @Test
  void anotherServerThanThePinnedOneIsTold() throws Exception {
    write(
        "callgate.yaml",
        configuration(approver).replaceFirst("tls-pin: .*", "tls-pin: sha256:" + "0".repeat(64)));
    CapturedRun run = doctor();

    assertThat(run.status()).isEqualTo(1);
    assertThat(wrong(run))
        .singleElement()
        .asString()
        .contains("another server than the pinned one");
  }

  @Test
  void clockThatIsOffIsTold() throws Exception {
    approver.close();
    approver = approver(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-10)));
    write("callgate.yaml", configuration(approver));

    assertThat(wrong(doctor()))
        .singleElement()
        .asString()
        .containsPattern("its clock and this machine's differ by (599|600|601) s");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "trust: .*=trust: ed25519:AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=small order",
        "application: =aplication: =did you mean 'application'"
      })
  void mistakeInTheConfigurationIsToldWithItsPlace(String change) throws Exception {
    String[] parts = change.split("=");
    write("callgate.yaml", configuration(approver).replaceFirst(parts[0], parts[1]));
    CapturedRun run = doctor();

    assertThat(run.status()).isEqualTo(1);
    assertThat(wrong(run))
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("FAIL  configuration: " + config + ":")
                    .contains(parts[2]));
  }

  @Test
  void mistakeInAPolicyIsToldWithItsPlace() throws Exception {
    write("policy.callgate.yaml", POLICY.replaceFirst("decide: deny", "decide: denny"));

    assertThat(wrong(doctor()))
        .singleElement()
        .asString()
        .startsWith("FAIL  policy: " + folder.resolve("policy.callgate.yaml") + ":6:");
  }

  @Test
  void openHolesOfACommandLineAreNamedWithWhatClosesThem() {
    CapturedRun run =
        doctor(
            command(
                List.of(
                    "--add-opens",
                    "java.base/java.lang=ALL-UNNAMED",
                    "-agentlib:jdwp=transport=dt_socket,server=y,address=127.0.0.1:1",
                    "-Dcom.sun.management.jmxremote.port=1")));

    assertThat(run.status()).isEqualTo(1);
    assertThat(wrong(run))
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains("jvm: later-agents is open")
                    .endsWith("add -XX:-EnableDynamicAgentLoading"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains("jvm: opened-jdk is open")
                    .endsWith("take away --add-opens=java.base/java.lang=ALL-UNNAMED"))
        .anySatisfy(line -> assertThat(line).contains("jvm: debugger is open"))
        .anySatisfy(line -> assertThat(line).contains("jvm: remote-management is open"));
    assertThat(run.out())
        .contains("It does without")
        .containsPattern(
            "\n  \\S+/java -javaagent:\\S+callgate-agent.jar=\\S+ .*-XX:-EnableDynamicAgentLoading .*-jar app.jar --all\n");
  }

  @Test
  void theCommandLineThatItWritesPassesItsOwnChecks() {
    JsonNode first =
        json(
            doctor(
                "-o",
                "json",
                command(List.of("-Xrunjdwp:transport=dt_socket", "-Xmx64m", "-Da=b c"))));
    assertThat(first.path("left")).isEmpty();
    assertThat(first.path("status").asString()).isEqualTo("refused");
    String line = first.path("command").asString();
    assertThat(line).contains("-Xmx64m", "'-Da=b c'").doesNotContain("jdwp");

    List<String> words = new ArrayList<>(List.of("--"));
    words.addAll(Stream.of(line.replace("'-Da=b c'", "-Da=b").split(" ")).toList());
    JsonNode second = json(doctor("-o", "json", words));

    assertThat(second.path("status").asString()).isEqualTo("ok");
    assertThat(second.path("holes"))
        .allMatch(hole -> !hole.path("state").asString().equals("open"));
  }

  @Test
  void whatTheEnvironmentAndFilesOfArgumentsSayCounts() throws Exception {
    Path file =
        write("more.args", "# for the server\n--add-opens \"java.base/java.io=ALL-UNNAMED\"\n");
    List<String> options = new ArrayList<>(options());
    options.add("@" + file);
    String[] arguments = arguments(command(options));

    assertThat(
            wrong(
                CapturedRun.of(
                    Map.of("JAVA_TOOL_OPTIONS", "-javaagent:other.jar -Dx='y z'"), arguments)))
        .hasSize(2)
        .anySatisfy(line -> assertThat(line).contains("opened-jdk is open", "java.base/java.io"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains("earlier-agent is open")
                    .endsWith("before -javaagent:other.jar"));
  }

  @Test
  void optionsThatThisJavaDoesNotTakeAreNotGuessedAbout() {
    CapturedRun run = doctor(command(List.of("-XX:+NoSuchOptionAtAll")));

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .contains("this java does not start with these options", "NoSuchOptionAtAll")
        .hasLineCount(1);
  }

  @Test
  void commandLineWithoutTheAgentIsTold() {
    assertThat(wrong(doctor("--", JAVA, "-jar", "app.jar")))
        .anySatisfy(line -> assertThat(line).contains("jvm: no agent"));
  }

  /** This Java's options for what rules would not have to do. */
  private static List<String> options() {
    int feature = Runtime.version().feature();
    List<String> options = new ArrayList<>(List.of("-XX:-EnableDynamicAgentLoading"));
    if (feature >= 24) {
      options.add("--illegal-native-access=deny");
    }
    if (feature >= 26) {
      options.add("--illegal-final-field-mutation=deny");
    }
    return options;
  }

  private String[] command(List<String> options) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "--", JAVA, "-javaagent:" + folder.resolve("callgate-agent.jar") + "=" + config));
    command.addAll(options);
    command.addAll(List.of("-jar", "app.jar", "--all"));
    return command.toArray(String[]::new);
  }

  private CapturedRun doctor(String... more) {
    return CapturedRun.of(arguments(more));
  }

  private CapturedRun doctor(String option, String value, String[] command) {
    return doctor(
        Stream.concat(Stream.of(option, value), Stream.of(command)).toArray(String[]::new));
  }

  private CapturedRun doctor(String option, String value, List<String> command) {
    return doctor(option, value, command.toArray(String[]::new));
  }

  private String[] arguments(String[] more) {
    return Stream.concat(
            Stream.of(
                "doctor",
                "--user",
                "nobody",
                "--config",
                config.toString(),
                "--data",
                folder.resolve("data").toString()),
            Stream.of(more))
        .toArray(String[]::new);
  }

  private static JsonNode json(CapturedRun run) {
    try {
      return Json.readTree(run.out());
    } catch (dev.callgate.protocol.ProtocolException e) {
      throw new AssertionError(run.out() + run.err(), e);
    }
  }

  private static List<String> wrong(CapturedRun run) {
    return run.out().lines().filter(line -> line.startsWith("FAIL")).toList();
  }

  private String configuration(Approver of) {
    return "callgate: 1\napplication: shop\nstrict: true\npolicy: policy.callgate.yaml\napprover:\n  url: "
        + of.uri()
        + "\n  trust: "
        + of.publicKey()
        + "\n  tls-pin: "
        + of.tlsPin()
        + "\n  enrolment-token-file: enrolment.token\n";
  }

  private Approver approver(Clock clock) throws IOException {
    return Approver.start(
        new ApproverSettings(
            DatabaseLocation.file(
                Files.createTempDirectory(folder, "approver").resolve("callgate.db")),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            SigningKey.generate(),
            TlsIdentity.temporary(),
            List.of(),
            clock));
  }

  private Path write(String name, String text) throws IOException {
    return mode(Files.writeString(folder.resolve(name), text), "rw-r--r--");
  }

  private static Path mode(Path file, String mode) throws IOException {
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }
}
