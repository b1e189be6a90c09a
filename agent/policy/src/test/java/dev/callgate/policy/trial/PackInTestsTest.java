package dev.callgate.policy.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.policy.PolicyFolder;
import dev.callgate.policy.Problem;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file's tests are about the file; what a pack does besides is told. */
class PackInTestsTest {
  private static final String PACK =
      """
      callgate: 1
      pack: {name: acme, version: 1.0.0, language: 1, covers: [{artifact: "com.acme:acme", versions: "[1,2)"}], maturity: stable}
      rules:
        - {id: wipe, match: {class: a.Disk, method: wipe(String name)}, decide: gate}
        - {id: note, match: {class: a.Disk, method: wipe(String name)}, decide: audit}
      tests:
        - {name: t, call: a.Disk.wipe, expect: gate, rules: [wipe, note]}
      """;

  private final Path directory;

  PackInTestsTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private TestRun run(String expect) throws Exception {
    new PolicyFolder(directory)
        .file("packs/acme.callgate.yaml", PACK)
        .file(
            "app.callgate.yaml",
            """
            callgate: 1
            name: app
            include: ["pack:acme@1"]
            rules:
              - {id: own, match: {class: a.Disk, method: wipe(String name)}, when: {arg: name, eq: c}, decide: deny}
            tests:
              - {name: t, call: a.Disk.wipe, args: %s}
            """
                .formatted(expect));
    return TestRun.of(
        directory.resolve("app.callgate.yaml").toFile(),
        List.of(directory.resolve("packs").toFile()));
  }

  @Test
  void aPackBreaksNoTestAndIsNotHiddenByOne() throws Exception {
    TestRun run = run("{name: d}, expect: allow");

    assertThat(run.failed()).isZero();
    assertThat(run.warnings())
        .singleElement()
        .extracting(Problem::toLine)
        .asString()
        .endsWith(
            "app.callgate.yaml:7:5: warning [TST005] 't' is allowed by this file, but pack:acme/wipe holds it; switch that rule off with a reason, or name it in rules");
  }

  @Test
  void aTestThatNamesAPacksRuleIsAboutAllOfThem() throws Exception {
    TestRun all = run("{name: d}, expect: gate, rules: [\"pack:acme/wipe\", \"pack:acme/note\"]");
    assertThat(all.failed()).isZero();
    assertThat(all.warnings()).isEmpty();

    assertThat(run("{name: d}, expect: gate, rules: [\"pack:acme/wipe\"]").failed()).isEqualTo(1);
  }

  @Test
  void aPackThatIsNoStricterIsNothingToTell() throws Exception {
    TestRun run = run("{name: c}, expect: deny, rules: [own]");

    assertThat(run.failed()).isZero();
    assertThat(run.warnings()).isEmpty();
  }

  @Test
  void theFilesOwnRulesAreJudgedAsEver() throws Exception {
    assertThat(run("{name: c}, expect: allow").failed()).isEqualTo(1);
    assertThat(run("{name: c}, expect: allow").warnings()).isEmpty();
    assertThat(run("{name: d}, expect: deny, rules: [own]").failed()).isEqualTo(1);
  }

  @Test
  void aPacksOwnTestsAreAboutThePack() throws Exception {
    new PolicyFolder(directory).file("acme.callgate.yaml", PACK);

    assertThat(TestRun.of(directory.resolve("acme.callgate.yaml").toFile()).failed()).isZero();
    new PolicyFolder(directory)
        .file("acme.callgate.yaml", PACK.replace("rules: [wipe, note]}", "rules: [wipe]}"));
    assertThat(TestRun.of(directory.resolve("acme.callgate.yaml").toFile()).failed()).isEqualTo(1);
  }
}
