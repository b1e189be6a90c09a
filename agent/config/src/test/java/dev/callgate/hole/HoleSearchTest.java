package dev.callgate.hole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.callgate.policy.PolicySet;
import dev.callgate.policy.PolicySources;
import dev.callgate.policy.read.PolicyReader;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HoleSearchTest {
  private static final File AGENT = new File("/opt/callgate/callgate-agent.jar");
  private static final String OURS = "-javaagent:" + AGENT + "=callgate.yaml";
  private static final List<String> SHUT_25 =
      List.of(
          OURS,
          "-XX:-EnableDynamicAgentLoading",
          "--illegal-native-access=deny",
          "--sun-misc-unsafe-memory-access=deny");

  private static final String RULES =
      """
      callgate: 1
      name: jvm-shut
      rules:
        - id: agents
          match: {class: sun.instrument.InstrumentationImpl, method: loadClassAndCallAgentmain}
          decide: deny
        - id: commands
          match: {class: com.sun.management.internal.DiagnosticCommandImpl, method: invoke}
          decide: gate
        - id: native
          match: {class: [java.lang.System, java.lang.Runtime], method: [load, loadLibrary]}
          decide: gate
        - id: memory
          match:
            class: sun.misc.Unsafe
            method: [put*, compareAndSwap*, getAndSet*, getAndAdd*, copyMemory, setMemory]
          decide: deny
      """;

  @TempDir Path folder = Path.of("");

  @Test
  void barestCommandLineLeavesOpenWhatOptionsWouldClose() {
    assertThat(open(25, OURS))
        .extracting(Finding::hole, Finding::remedy)
        .containsExactly(
            tuple(Hole.LATER_AGENTS, "add -XX:-EnableDynamicAgentLoading"),
            tuple(Hole.NATIVE_ACCESS, "add --illegal-native-access=deny"),
            tuple(Hole.UNSAFE_MEMORY, "add --sun-misc-unsafe-memory-access=deny"));
  }

  @Test
  void withTheOptionsNothingIsOpen() {
    assertThat(open(25, SHUT_25.toArray(String[]::new))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "later-agents | -XX:+EnableDynamicAgentLoading",
        "native-access | --enable-native-access=a.module,ALL-UNNAMED",
        "native-access | --illegal-native-access=warn",
        "unsafe-memory | --sun-misc-unsafe-memory-access=allow",
        "opened-jdk | --add-opens=java.base/java.lang=ALL-UNNAMED",
        "opened-jdk | --add-exports=java.base/jdk.internal.misc=ALL-UNNAMED",
        "opened-jdk | --add-opens=java.instrument/sun.instrument=ALL-UNNAMED",
        "patched-jdk | --patch-module=java.base=patch",
        "patched-jdk | -Xbootclasspath/a:more.jar",
        "debugger | -agentlib:jdwp=transport=dt_socket,server=y",
        "debugger | -Xrunjdwp:transport=dt_socket",
        "remote-management | -Dcom.sun.management.jmxremote.port=9010",
        "remote-management | -XX:+ManagementServer",
        "no-verification | -Xverify:none",
        "no-verification | -XX:-BytecodeVerificationRemote",
        // as a file of flags has it
        "no-verification | -BytecodeVerificationRemote",
      })
  void eachOptionOpensWhatItOpens(String hole, String option) {
    List<String> arguments = new ArrayList<>(SHUT_25);
    arguments.add(option);

    assertThat(open(25, arguments.toArray(String[]::new)))
        .extracting(finding -> finding.hole().id())
        .containsExactly(hole);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--add-opens=java.sql/java.sql=ALL-UNNAMED",
        "--add-exports=jdk.compiler/com.sun.tools.javac.api=ALL-UNNAMED",
        "--patch-module=an.application=patch",
        "--enable-native-access=a.module",
        "-XX:+DisableAttachMechanism",
        "-javaagent:opentelemetry.jar",
        "-agentlib:profiler",
        "-Xverify:remote",
        "-Dcom.acme.management=1",
        "-XX:-BytecodeVerificationLocal"
      })
  void whatOnlyLooksLikeItOpensNothing(String option) {
    List<String> arguments = new ArrayList<>(SHUT_25);
    arguments.add(option);

    assertThat(open(25, arguments.toArray(String[]::new))).isEmpty();
  }

  @Test
  void lastWordOfAnOptionCounts() {
    assertThat(
            open(
                25,
                "-XX:+EnableDynamicAgentLoading",
                "--illegal-native-access=allow",
                SHUT_25.get(0),
                SHUT_25.get(1),
                SHUT_25.get(2),
                SHUT_25.get(3)))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-javaagent:other.jar=x", "-agentpath:/lib/a.so", "-Xrunprofiler"})
  void agentBeforeOursIsTold(String other) {
    List<String> arguments = new ArrayList<>(SHUT_25);
    arguments.add(0, other);

    assertThat(open(25, arguments.toArray(String[]::new)))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.hole()).isEqualTo(Hole.EARLIER_AGENT);
              assertThat(finding.remedy()).isEqualTo("name callgate-agent.jar before " + other);
            });
  }

  @Test
  void disabledAttachMechanismIsNotEnough() {
    assertThat(open(25, OURS, "-XX:+DisableAttachMechanism", SHUT_25.get(2), SHUT_25.get(3)))
        .extracting(Finding::hole)
        .containsExactly(Hole.LATER_AGENTS);
  }

  @Test
  void java17NeedsRules() throws Exception {
    String[] options = {OURS, "-XX:-EnableDynamicAgentLoading"};

    assertThat(open(17, options))
        .extracting(Finding::hole, Finding::needsRules)
        .containsExactly(
            tuple(Hole.LATER_AGENTS, true),
            tuple(Hole.NATIVE_ACCESS, true),
            tuple(Hole.UNSAFE_MEMORY, true));
    assertThat(HoleSearch.of(start(17, MainJar.NONE, options), policy(RULES)))
        .filteredOn(finding -> finding.state() != Finding.State.CLOSED)
        .extracting(Finding::hole, Finding::state)
        .containsExactly(
            tuple(Hole.LATER_AGENTS, Finding.State.COVERED),
            tuple(Hole.NATIVE_ACCESS, Finding.State.COVERED),
            tuple(Hole.UNSAFE_MEMORY, Finding.State.COVERED));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "method: invoke | method: getMBeanInfo | later-agents",
        "InstrumentationImpl | Another | later-agents",
        "'[load, loadLibrary]' | load | native-access",
        "'[java.lang.System, java.lang.Runtime]' | java.lang.System | native-access",
        "'loadLibrary]}' | 'loadLibrary], exclude: java.lang.System.load}' | native-access",
        "'loadLibrary]}' | 'loadLibrary], exclude: java.lang.System.exit}' | ",
        "'loadLibrary]}' | 'loadLibrary], exclude: java.lang.Runtime}' | native-access",
        "'put*, ' | 'put, ' | unsafe-memory",
        "', setMemory' | '' | unsafe-memory",
        "'compareAndSwap*, ' | '' | unsafe-memory",
        "'method: [load' | 'method: [load(String)' | ",
        "'sun.misc.Unsafe' | 'sun.misc.*' | ",
      })
  void rulesThatLeaveSomethingOutDoNotCount(String part, String instead, @Nullable String open)
      throws Exception {
    assertThat(RULES).contains(part);

    assertThat(openOn17(RULES.replace(part, instead)))
        .isEqualTo(open == null ? List.of() : List.of(open));
  }

  @ParameterizedTest
  @ValueSource(strings = {"decide: deny\n    when: {arg: 0, eq: evil}", "decide: audit"})
  void ruleThatLetsSomeCallsRunDoesNotCount(String decision) throws Exception {
    assertThat(openOn17(RULES)).isEmpty();
    assertThat(
            openOn17(
                RULES.replaceFirst("decide: gate\n  - id: memory", decision + "\n  - id: memory")))
        .containsExactly("native-access");
  }

  private List<String> openOn17(String rules) throws Exception {
    return HoleSearch.of(
            start(17, MainJar.NONE, OURS, "-XX:-EnableDynamicAgentLoading"), policy(rules))
        .stream()
        .filter(Finding::isOpen)
        .map(finding -> finding.hole().id())
        .toList();
  }

  @Test
  void java22AsksForANewerOneWhateverTheRules() throws Exception {
    assertThat(
            HoleSearch.of(
                start(22, MainJar.NONE, OURS, "-XX:-EnableDynamicAgentLoading"), policy(RULES)))
        .filteredOn(Finding::isOpen)
        .singleElement()
        .extracting(Finding::remedy)
        .isEqualTo("use Java 24 or newer: this one cannot close it");
  }

  @Test
  void finalFieldsAreToldOnlyWhereTheJvmHasTheOption() {
    assertThat(open(25, SHUT_25.toArray(String[]::new))).isEmpty();
    assertThat(open(26, SHUT_25.toArray(String[]::new)))
        .extracting(Finding::remedy)
        .containsExactly("add --illegal-final-field-mutation=deny");
    List<String> all = new ArrayList<>(SHUT_25);
    all.add("--illegal-final-field-mutation=deny");
    assertThat(open(26, all.toArray(String[]::new))).isEmpty();
  }

  @Test
  void whatTheProgramsJarAsksForCounts() throws Exception {
    Path jar = folder.resolve("app.jar");
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.putValue("Launcher-Agent-Class", "com.acme.Agent");
    main.putValue("Add-Opens", "java.base/java.lang java.sql/java.sql");
    main.putValue("Enable-Native-Access", "ALL-UNNAMED");
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();

    assertThat(
            HoleSearch.of(
                start(25, MainJar.read(jar.toFile()), SHUT_25.toArray(String[]::new)),
                PolicySet.annotationOnly()))
        .filteredOn(Finding::isOpen)
        .extracting(Finding::remedy)
        .containsExactly(
            "take away Launcher-Agent-Class: com.acme.Agent in app.jar",
            "take away Enable-Native-Access in app.jar",
            "take away Add-Opens or Add-Exports: java.base/java.lang in app.jar");
  }

  @Test
  void filesOfTheStartThatTheProgramCanWriteAreTold() {
    JvmStart start =
        new JvmStart(25, SHUT_25, AGENT, MainJar.NONE, List.of("callgate.yaml", "p.yaml"));

    assertThat(HoleSearch.of(start, PolicySet.annotationOnly()))
        .filteredOn(Finding::isOpen)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.remedy())
                  .isEqualTo("let another user own callgate.yaml and p.yaml");
              assertThat(finding.hole().isJudgedByStrict()).isFalse();
            });
  }

  private static List<Finding> open(int feature, String... arguments) {
    return HoleSearch.of(start(feature, MainJar.NONE, arguments), PolicySet.annotationOnly())
        .stream()
        .filter(Finding::isOpen)
        .toList();
  }

  private static JvmStart start(int feature, MainJar jar, String... arguments) {
    return new JvmStart(feature, List.of(arguments), AGENT, jar, List.of());
  }

  private PolicySet policy(String text) throws Exception {
    Path file = Files.writeString(folder.resolve("shut.callgate.yaml"), text);
    return PolicyReader.read(PolicySources.of(List.of(file.toFile())), null);
  }
}
