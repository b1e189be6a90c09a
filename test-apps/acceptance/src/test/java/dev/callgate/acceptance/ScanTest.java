package dev.callgate.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.acceptance.harness.ChildProcess;
import dev.callgate.acceptance.harness.CommandLine;
import dev.callgate.acceptance.harness.Installation;
import dev.callgate.acceptance.harness.Jdks;
import dev.callgate.acceptance.harness.MatchedLoader;
import dev.callgate.policy.read.PolicyReader;
import dev.callgate.protocol.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code callgate policy scan} on real programs says what is woven into them when they run. */
final class ScanTest {
  private static final String ASSISTANT =
      """
      callgate: 1
      name: assistant
      rules:
        - id: tools
          match:
            class: dev.callgate.testapps.assistant.SupportTools
            method: [refund, deleteCustomer]
          decide: gate
        - id: statements
          match:
            subtypes_of: java.sql.Statement
            method: [execute*, addBatch]
          decide: gate
      """;

  private final Path directory;

  ScanTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void ofShapesItNamesExactlyWhatTheAgentsMatcherNamesAsTheyLoad() throws Exception {
    Path policy = Installation.file("test-apps/shapes/shapes.callgate.yaml");

    Set<String> loaded = loaded(policy, Installation.shapes());
    JsonNode report = report(1, policy, Installation.shapes());
    assertThat(held(report)).isEqualTo(loaded);
    assertThat(loaded).hasSizeGreaterThan(100);
    assertThat(lambdas(report))
        .contains("shapes/lambdas-by-name dev.callgate.testapps.shapes.FunctionalCases$Named")
        .contains(
            "shapes/functional-interface dev.callgate.testapps.shapes.FunctionalCases$Unmarked");
    // The one rule of it that is there to hold nothing.
    assertThat(errors(report)).containsExactly("SCAN01 shapes/whole-class");
  }

  @Test
  void ofTheAssistantWithItsLibrariesToo() throws Exception {
    Path policy = Files.writeString(directory.resolve("a.callgate.yaml"), ASSISTANT);

    Set<String> loaded = loaded(policy, Installation.assistant());
    assertThat(scanned(policy, Installation.assistant())).isEqualTo(loaded);
    assertThat(loaded)
        .anyMatch(method -> method.contains("SupportTools.refund"))
        .anyMatch(method -> method.contains("org.h2.jdbc.JdbcPreparedStatement.executeUpdate"));
  }

  @Test
  void ofASpringBootServiceItReadsTheJarsInside() throws Exception {
    Path policy = Installation.file("test-apps/spring-ai/policy.callgate.yaml");

    JsonNode report = report(policy, Installation.springAi());
    assertThat(report.path("classes").asInt()).isGreaterThan(5000);
    assertThat(held(report)).anyMatch(method -> method.contains("dev.callgate.testapps.springai."));
  }

  private static Set<String> loaded(Path policy, Path jar) throws Exception {
    try (MatchedLoader loader =
        new MatchedLoader(PolicyReader.read(List.of(policy.toFile())), jar)) {
      return loader.loadAll();
    }
  }

  private Set<String> scanned(Path policy, Path jar) throws Exception {
    return held(report(policy, jar));
  }

  private JsonNode report(Path policy, Path jar) throws Exception {
    return report(0, policy, jar);
  }

  private JsonNode report(int status, Path policy, Path jar) throws Exception {
    List<String> arguments =
        List.of("policy", "scan", "-o", "json", "--policy", policy.toString(), jar.toString());
    try (ChildProcess scan = CommandLine.start(Jdks.first(), directory, arguments)) {
      assertThat(scan.awaitExit()).as(scan.toString()).isEqualTo(status);
      return Json.readTree(scan.out().text());
    }
  }

  /** The JDK's methods are woven, too, and no loader of ours defines them. */
  private static Set<String> held(JsonNode report) {
    Set<String> held = new TreeSet<>();
    for (JsonNode rule : report.path("rules")) {
      for (JsonNode method : rule.path("methods")) {
        if (!method.path("from").asString().startsWith("jrt:")) {
          held.add(
              rule.path("id").asString()
                  + " "
                  + method.path("class").asString()
                  + "."
                  + method.path("method").asString()
                  + method.path("descriptor").asString());
        }
      }
    }
    return held;
  }

  private static Set<String> lambdas(JsonNode report) {
    Set<String> lambdas = new TreeSet<>();
    for (JsonNode rule : report.path("rules")) {
      for (JsonNode site : rule.path("lambdas")) {
        lambdas.add(rule.path("id").asString() + " " + site.path("interface").asString());
      }
    }
    return lambdas;
  }

  private static List<String> errors(JsonNode report) {
    List<String> errors = new ArrayList<>();
    for (JsonNode finding : report.path("findings")) {
      if (finding.path("level").asString().equals("error")) {
        errors.add(finding.path("code").asString() + " " + finding.path("rule").asString());
      }
    }
    return errors;
  }
}
