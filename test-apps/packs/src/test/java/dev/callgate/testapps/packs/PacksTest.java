package dev.callgate.testapps.packs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.protocol.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Each rule of each built-in pack still finds its methods in the library that it is about: {@code
 * policy scan} says so with the matcher that the agent uses. A library that moved on shows here
 * first.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PacksTest {
  private static final Path ROOT = Path.of(System.getProperty("callgate.root")).normalize();
  private static final Path PACKS =
      ROOT.resolve("agent/policy/src/main/resources/META-INF/callgate/packs");
  private static final Path LIBRARIES = ROOT.resolve("test-apps/packs/target/lib");

  // About a part of the JDK that older ones do not have; looked at with each JDK of its own.
  private static final String SINCE_22 = "pack:jvm/native-function";

  private final Map<String, Integer> methods = new TreeMap<>();
  private List<Path> packs = List.of();

  @BeforeAll
  void scan(@TempDir Path folder) throws Exception {
    try (var files = Files.walk(PACKS)) {
      packs = files.filter(file -> file.endsWith("pack.callgate.yaml")).sorted().toList();
    }
    List<String> arguments = new ArrayList<>(List.of("policy", "scan", "-o", "json"));
    for (Path pack : packs) {
      Collections.addAll(arguments, "--policy", pack.toString());
    }
    arguments.add(LIBRARIES.toString());
    for (JsonNode rule : Json.mapper().readTree(callgate(folder, arguments).out).get("rules")) {
      methods.put(rule.get("id").asString(), rule.get("methods").size());
    }
  }

  @Test
  void everyRuleOfTheJvmPackHoldsSomethingInEachJdk(@TempDir Path folder) throws Exception {
    int looked = 0;
    for (Path java : javas()) {
      List<String> arguments =
          List.of(
              "policy",
              "scan",
              "-o",
              "json",
              "--policy",
              PACKS.resolve("jvm/1/pack.callgate.yaml").toString(),
              ROOT.resolve("test-apps/packs/target/test-classes").toString());
      Run run = callgate(java, folder, arguments);
      assertThat(run.status).as(Files.readString(run.err)).isZero();
      int found = 0;
      for (JsonNode rule : Json.mapper().readTree(run.out).get("rules")) {
        if (rule.get("id").asString().startsWith("pack:jvm/")) {
          found++;
          assertThat(!rule.get("methods").isEmpty())
              .as(rule.get("id") + " with " + java)
              .isEqualTo(!rule.get("id").asString().equals(SINCE_22) || feature(java) >= 22);
        }
      }
      assertThat(found).isGreaterThan(10);
      looked++;
    }
    assertThat(looked).isPositive();
  }

  /** Of the JDK that runs this, and of those beside it. */
  private static List<Path> javas() throws IOException {
    Path own = Path.of(System.getProperty("java.home")).toRealPath();
    try (var siblings = Files.list(Objects.requireNonNull(own.getParent()))) {
      return siblings
          .map(PacksTest::real)
          .distinct()
          .map(home -> home.resolve("bin/java"))
          .filter(Files::isExecutable)
          .filter(java -> feature(java) >= 17)
          .toList();
    }
  }

  /** Some stand under several names. */
  private static Path real(Path home) {
    try {
      return home.toRealPath();
    } catch (IOException e) {
      return home;
    }
  }

  private static int feature(Path java) {
    Path home = Objects.requireNonNull(java.getParent()).resolve("..");
    try {
      // As its own file says: JAVA_VERSION="17.0.15"
      for (String line : Files.readAllLines(home.resolve("release"))) {
        if (line.startsWith("JAVA_VERSION=")) {
          return Integer.parseInt(line.replaceAll("[^0-9.]", "").split("[.]", -1)[0]);
        }
      }
      return 0;
    } catch (IOException e) {
      return 0;
    }
  }

  @Test
  void everyRuleHoldsSomethingInItsLibrary() {
    assertThat(methods).hasSizeGreaterThan(packs.size());
    assertThat(methods)
        .allSatisfy(
            (rule, found) -> {
              if (rule.startsWith("pack:") && !rule.equals(SINCE_22)) {
                assertThat(found).as("methods held by " + rule).isPositive();
              }
            });
  }

  @Test
  void theIndexNamesEveryPack() throws IOException {
    List<String> folders = new ArrayList<>();
    for (Path pack : packs) {
      Path within = PACKS.relativize(pack);
      folders.add(within.getName(0) + "@" + within.getName(1));
    }

    assertThat(Files.readAllLines(PACKS.resolve("index"))).containsExactlyElementsOf(folders);
  }

  @Test
  void theDocumentationNamesEveryRule() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/packs.md"));

    for (String rule : methods.keySet()) {
      if (rule.startsWith("pack:")) {
        String pack = rule.substring(0, rule.indexOf('/'));
        int from = page.indexOf("## `" + pack + "@1`");
        assertThat(from).as("a section of " + pack).isNotNegative();
        int to = page.indexOf("\n## ", from);
        assertThat(page.substring(from, to < 0 ? page.length() : to))
            .contains("| `" + rule.substring(pack.length() + 1) + "` |");
      }
    }
  }

  @Test
  void theTestsInsideOfEachPackPass(@TempDir Path folder) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("policy", "test"));
    for (Path pack : packs) {
      arguments.add(pack.toString());
    }

    Run run = callgate(folder, arguments);

    assertThat(run.status).as(Files.readString(run.err)).isZero();
    // A pack that no test speaks of would pass as well.
    assertThat(Files.readString(run.out).lines().filter(line -> line.startsWith("  ok")).count())
        .isGreaterThan(2L * packs.size());
  }

  @Test
  void aRuleOnAMethodThatTheLibraryDoesNotHaveIsFoundWanting(@TempDir Path folder)
      throws Exception {
    Path moved = folder.resolve("moved.callgate.yaml");
    Files.writeString(
        moved,
        """
        callgate: 1
        name: moved
        rules:
          - id: delete
            match: {class: org.kohsuke.github.GHRepository, method: deleteForGood()}
            decide: gate
        """);

    Run run =
        callgate(
            folder, List.of("policy", "scan", "--policy", moved.toString(), LIBRARIES.toString()));

    assertThat(run.status).isEqualTo(1);
    assertThat(Files.readString(run.out)).contains("SCAN03").contains("moved/delete");
  }

  private record Run(int status, Path out, Path err) {}

  private static Run callgate(Path folder, List<String> arguments) throws Exception {
    return callgate(Path.of(System.getProperty("java.home"), "bin", "java"), folder, arguments);
  }

  private static Run callgate(Path java, Path folder, List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.add("-jar");
    command.add(ROOT.resolve("approver/target/callgate.jar").toString());
    command.addAll(arguments);
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      assertThat(process.waitFor(10, TimeUnit.MINUTES)).as("it ends").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Run(process.exitValue(), out, err);
  }
}
