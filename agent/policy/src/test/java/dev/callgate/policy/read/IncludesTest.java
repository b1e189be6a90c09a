package dev.callgate.policy.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.policy.Layer;
import dev.callgate.policy.PolicyFolder;
import dev.callgate.policy.PolicySet;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncludesTest {
  private final PolicyFolder folder;

  IncludesTest(@TempDir Path directory) {
    this.folder = new PolicyFolder(directory);
  }

  private static String policy(String name, String more) {
    return """
        callgate: 1
        name: %s
        %s
        rules:
          - id: wipe
            match: {class: com.acme.%s.Disk, method: wipe}
            decide: deny
        """
        .formatted(name, more, name);
  }

  @Test
  void rulesOfAnIncludedFileAreInForce() throws Exception {
    folder
        .load("app.callgate.yaml", policy("app", "include: [\"file:parts/disks.callgate.yaml\"]"))
        .file("parts/disks.callgate.yaml", policy("disks", ""));

    assertThat(folder.rules()).containsExactly("app/wipe deny", "disks/wipe deny");
  }

  @Test
  void aFileIsRelativeToTheOneThatIncludesItAndReadOnce() throws Exception {
    folder
        .load(
            "app.callgate.yaml",
            policy("app", "include: [\"file:a/a.callgate.yaml\", \"file:c.callgate.yaml\"]"))
        .file("a/a.callgate.yaml", policy("a", "include: \"file:../c.callgate.yaml\""))
        .file("c.callgate.yaml", policy("c", ""));

    assertThat(folder.rules()).containsExactly("a/wipe deny", "app/wipe deny", "c/wipe deny");
  }

  @Test
  void aPolicyMayBeMadeOfIncludesAlone() throws Exception {
    folder
        .load("app.callgate.yaml", "callgate: 1\nname: app\ninclude: \"file:b.callgate.yaml\"\n")
        .file("b.callgate.yaml", policy("b", ""));

    assertThat(folder.rules()).containsExactly("b/wipe deny");
  }

  @Test
  void theDigestChangesWithAnIncludedFile() throws Exception {
    folder.load("app.callgate.yaml", policy("app", "include: \"file:b.callgate.yaml\""));
    folder.file("b.callgate.yaml", policy("b", ""));
    String before = folder.read(null).digest();

    folder.file("b.callgate.yaml", policy("b", "owner: b"));

    assertThat(folder.read(null).digest()).isNotEqualTo(before);
  }

  @Test
  void anIncludedFileHasTheEnvironmentsAndGroupsOfItsPolicy() throws Exception {
    String rule =
        """
        callgate: 1
        name: b
        rules:
          - id: r
            match: {class: com.acme.Disk, method: wipe}
            decide: gate
            gate: {approvers: [ops]}
            environments: [production, dev]
        """;
    folder
        .load(
            "app.callgate.yaml",
            policy(
                "app",
                """
                include: "file:b.callgate.yaml"
                approvers: [ops]
                environments: {production: {}, dev: {mode: audit}, test: {}}"""))
        .file("b.callgate.yaml", rule);

    assertThat(folder.rules("production")).containsExactly("app/wipe deny", "b/r gate");
    assertThat(folder.rules("dev")).containsExactly("app/wipe audit", "b/r audit");
    assertThat(folder.rules("test")).containsExactly("app/wipe deny");
  }

  @Test
  void aMistakeInAnIncludedFileIsToldWithItsOwnPlace() {
    folder
        .load("app.callgate.yaml", policy("app", "include: \"file:b.callgate.yaml\""))
        .file("b.callgate.yaml", policy("b", "ownr: x"));

    assertThat(folder.problems())
        .containsExactly(
            "b.callgate.yaml:3:1 SCH003 unknown key 'ownr' in policy; did you mean 'owner'?");
  }

  @Test
  void aCircleIsTold() {
    folder
        .load("app.callgate.yaml", policy("app", "include: \"file:b.callgate.yaml\""))
        .file("b.callgate.yaml", policy("b", "include: \"file:c.callgate.yaml\""))
        .file("c.callgate.yaml", policy("c", "include: \"file:b.callgate.yaml\""));

    assertThat(folder.problems())
        .containsExactly(
            "c.callgate.yaml:3:10 INC003 a file includes itself: b.callgate.yaml -> c.callgate.yaml -> b.callgate.yaml; break the circle");
  }

  @Test
  void aFileOfTwoPoliciesIsTold() {
    folder
        .load("app.callgate.yaml", policy("app", "include: \"file:c.callgate.yaml\""))
        .load(
            Layer.BASELINE,
            "base.callgate.yaml",
            policy("base", "include: \"file:c.callgate.yaml\""))
        .file("c.callgate.yaml", policy("c", ""));

    assertThat(folder.problems())
        .singleElement()
        .asString()
        .startsWith(
            "base.callgate.yaml:3:10 INC005 'c.callgate.yaml' belongs to another policy already: app.callgate.yaml");
  }

  @Test
  void aFileThatIsIncludedDeclaresNoEnvironments() {
    folder
        .load("app.callgate.yaml", policy("app", "include: \"file:c.callgate.yaml\""))
        .file("c.callgate.yaml", policy("c", "environments: {dev: {mode: audit}}"));

    assertThat(folder.problems()).singleElement().asString().contains("c.callgate.yaml:3:1 INC001");
  }

  @Test
  void allFilesTogetherAreNotTooLarge() {
    StringBuilder includes = new StringBuilder("include:\n");
    for (int i = 0; i < 201; i++) {
      includes.append("  - \"file:p").append(i).append(".callgate.yaml\"\n");
      folder.file("p" + i + ".callgate.yaml", policy("p" + i, ""));
    }
    folder.load("app.callgate.yaml", policy("app", includes.toString()));

    assertThat(folder.problems())
        .hasSize(2)
        .allSatisfy(problem -> assertThat(problem).contains(" INC006 "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[base]|11|INC001 not an include",
        "[\"pack:\"]|11|INC001 not a pack",
        "[\"pack:jdk-files\"]|11|INC001 not a pack",
        "[\"pack:jdk-files@01\"]|11|INC001 not a pack",
        "[\"pack:../jdk-files@1\"]|11|INC001 not a pack",
        "[\"pack:jdk-file@1\"]|11|INC002 there is no pack:jdk-file@1; did you mean 'pack:jdk-files@1'?",
        "[\"pack:jdk-files@7\"]|11|INC002 there is no pack:jdk-files@7; there is pack:jdk-files@1",
        "[\"file:ap.callgate.yaml\"]|11|INC002 there is no file 'ap.callgate.yaml'; did you mean 'app.callgate.yaml'?",
        "[\"file:app.callgate.yaml\"]|11|INC003 a file includes itself",
        "[\"file:/etc/app.callgate.yaml\"]|11|INC001 not beside this file",
        "[\"pack:jdk-files@1\", \"pack:jdk-files@1\"]|31|INC004 'pack:jdk-files@1' is included twice",
        "[]|10|SCH008 'include' is an empty list",
        "[[a]]|11|SCH002 'include' takes texts",
        "{a: b}|10|SCH002 'include' takes texts",
      })
  void whatIsNoIncludeIsToldAtItsPlace(String include, int column, String said) {
    folder.load("app.callgate.yaml", policy("app", "include: " + include));

    assertThat(folder.problems())
        .singleElement()
        .asString()
        .startsWith("app.callgate.yaml:3:" + column + " " + said);
  }

  @Test
  void exceptionsNameRulesOfIncludedFiles() throws Exception {
    String exception =
        """
        include: "file:b.callgate.yaml"
        exceptions:
          - {id: nightly, of: [b/wipe], decide: audit, until: "2999-01-01", reason: nightly job}""";
    folder
        .load("app.callgate.yaml", policy("app", exception))
        .file("b.callgate.yaml", policy("b", ""));

    PolicySet policy = folder.read(null);

    assertThat(policy.rules())
        .extracting(rule -> rule.id() + " " + rule.decide())
        .contains("b/wipe DENY", "b/wipe+app/nightly AUDIT");
  }
}
