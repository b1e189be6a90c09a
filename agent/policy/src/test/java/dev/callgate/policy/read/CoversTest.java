package dev.callgate.policy.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.policy.Cover;
import dev.callgate.policy.Policies;
import dev.callgate.policy.PolicyException;
import dev.callgate.policy.PolicySet;
import dev.callgate.policy.Rule;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the approval of a call covers: how it is written, and which rules it can be about. */
class CoversTest {
  private static final String FILES =
      """
      callgate: 1
      name: files
      rules:
        - id: delete
          match: {class: java.nio.file.Files, method: "delete(java.nio.file.Path path)"}
          decide: gate
        - id: wipe
          match: {class: acme.Disk, method: wipe()}
          decide: gate
          risk: critical
        - id: format
          match: {class: acme.Disk, method: format()}
          decide: deny
        - id: sealed
          match: {class: acme.Disk, method: seal()}
          decide: gate
          locked: true
      """;

  private final Path directory;

  CoversTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void oneCallWithShownArgumentsUnlessMoreIsSaid() throws PolicyException {
    assertThat(covers("{rules: [files/delete]}"))
        .containsExactly(new Cover(List.of("files/delete"), 1, Cover.Demand.SHOWN, List.of()));
    assertThat(covers("{rules: files/delete, at_most: 100, arguments: shown}"))
        .containsExactly(new Cover(List.of("files/delete"), 100, Cover.Demand.SHOWN, List.of()));
    assertThat(covers("{rules: [\"files/*\", tool], at_most: 3, arguments: [path]}"))
        .containsExactly(
            new Cover(List.of("files/*", "tools/tool"), 3, Cover.Demand.SHOWN, List.of("path")));
    assertThat(covers("{rules: [builtin/irreversible], arguments: same}"))
        .containsExactly(
            new Cover(List.of("builtin/irreversible"), 1, Cover.Demand.SAME, List.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "{rules: [files/delte]}, REF007",
    "{rules: [filez/*]}, REF007",
    "{rules: [delete]}, REF007",
    "{rules: [files/format]}, MEAN019",
    "{rules: [files/sealed]}, MEAN019",
    "'{rules: [\"*/delete\"]}', SCH005",
    "'{rules: [\"files/**\"]}', SCH005",
    "{at_most: 2}, SCH001",
    "'{rules: [files/delete], at_most: 0}', SCH005",
    "'{rules: [files/delete], at_most: 101}', SCH005",
    "'{rules: [files/delete], at_most: 1.5}', SCH005",
    "'{rules: [files/delete], at_most: many}', SCH002",
    "'{rules: [files/delete], arguments: path}', SCH004",
    "'{rules: [files/delete], where: {path: shown}}', SCH003",
    "files/delete, SCH002"
  })
  void whatIsWrittenWrongIsTold(String entry, String code) {
    assertThat(problems(entry)).containsExactly(code);
  }

  @Test
  void whatNobodyIsAskedAboutIsNotCovered() throws PolicyException {
    PolicySet policy = policy("{rules: [\"files/*\"], at_most: 9}");
    Rule tool = rule(policy, "tools/tool");
    Cover all = tool.gate().covers().get(0);

    assertThat(all.isAbout(rule(policy, "files/delete"), tool)).isTrue();
    assertThat(all.isAbout(rule(policy, "files/wipe"), tool)).as("critical").isFalse();
    assertThat(all.isAbout(rule(policy, "files/format"), tool)).as("deny").isFalse();
    assertThat(all.isAbout(rule(policy, "files/sealed"), tool)).as("locked").isFalse();
    assertThat(all.isAbout(tool, tool)).as("another file's").isFalse();
  }

  @Test
  void aCriticalRuleIsCoveredByItsOwnName() throws PolicyException {
    PolicySet policy = policy("{rules: [files/wipe]}");
    Rule tool = rule(policy, "tools/tool");

    assertThat(tool.gate().covers().get(0).isAbout(rule(policy, "files/wipe"), tool)).isTrue();
    assertThat(tool.gate().covers().get(0).isAbout(rule(policy, "files/delete"), tool)).isFalse();
  }

  @Test
  void aLockedRuleIsCoveredInItsOwnFile() throws PolicyException {
    PolicySet policy =
        Policies.read(
            directory,
            FILES
                + """
                  - id: tidy
                    match: {class: acme.Disk, method: tidy()}
                    decide: gate
                    gate: {covers: [{rules: [sealed]}]}
                """);
    Rule tidy = rule(policy, "files/tidy");

    assertThat(tidy.gate().covers().get(0).isAbout(rule(policy, "files/sealed"), tidy)).isTrue();
  }

  private List<Cover> covers(String entry) throws PolicyException {
    return rule(policy(entry), "tools/tool").gate().covers();
  }

  private PolicySet policy(String entry) throws PolicyException {
    return Policies.read(directory, FILES, tools(entry));
  }

  private List<String> problems(String entry) {
    try {
      policy(entry);
      return List.of();
    } catch (PolicyException e) {
      return e.problems().stream().map(problem -> problem.code()).toList();
    }
  }

  private static String tools(String entry) {
    return """
        callgate: 1
        name: tools
        rules:
          - id: tool
            match: {class: acme.Tool, method: "tidy(String path)"}
            decide: gate
            gate:
              covers:
                - %s
        """
        .formatted(entry);
  }

  private static Rule rule(PolicySet policy, String id) {
    return policy.rules().stream().filter(rule -> rule.id().equals(id)).findFirst().orElseThrow();
  }
}
