package dev.callgate.policy.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.policy.Decision;
import dev.callgate.policy.Layer;
import dev.callgate.policy.PolicyException;
import dev.callgate.policy.PolicyFolder;
import dev.callgate.policy.Rule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacksTest {
  private static final String PACK =
      """
      callgate: 1
      pack:
        name: acme
        version: 1.2.0
        language: 1
        maturity: stable
        covers: [{artifact: "com.acme:disks", versions: "1.x"}]
      lists:
        precious: {open: true, values: [ledger]}
        fixed: [a]
      rules:
        - id: wipe
          match: {class: com.acme.Disk, method: wipe(String name)}
          when: {arg: name, in: $precious}
          decide: gate
          optional: true
        - id: format
          match: {class: com.acme.Disk, method: format(String name)}
          decide: audit
        - id: burn
          match: {class: com.acme.Disk, method: burn()}
          decide: deny
          locked: true
      """;

  private final PolicyFolder folder;

  PacksTest(@TempDir Path directory) {
    this.folder = new PolicyFolder(directory).file("packs/acme.callgate.yaml", PACK).packs("packs");
  }

  private static String including(String name, String more) {
    return """
        callgate: 1
        name: %s
        include: ["pack:acme@1"]
        approvers: [ops, boss]
        %s
        rules:
          - id: own
            match: {class: com.acme.Own, method: m}
            decide: audit
        """
        .formatted(name, more);
  }

  private Set<String> ofPack(String packs) throws PolicyException {
    folder.load("app.callgate.yaml", including("app", packs));
    Set<String> rules = folder.rules();
    rules.removeIf(rule -> !rule.startsWith("pack:acme/"));
    return rules;
  }

  private Rule rule(String id) throws PolicyException {
    return folder.read(null).rules().stream()
        .filter(rule -> rule.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void nothingOfAPackIsInForceUntilItIsIncluded() throws Exception {
    folder.load(
        "app.callgate.yaml",
        including("app", "")
            .replace("include:", "description:")
            .replace("[\"pack:acme@1\"]", "nothing"));

    assertThat(folder.rules()).containsExactly("app/own audit");
  }

  @Test
  void thenItsRulesAreWithIdsOfTheirOwn() throws Exception {
    assertThat(ofPack(""))
        .containsExactly("pack:acme/burn deny", "pack:acme/format audit", "pack:acme/wipe gate");
    assertThat(rule("pack:acme/wipe").optional()).isTrue();
    assertThat(rule("pack:acme/format").optional()).isFalse();
  }

  @Test
  void aBuiltInPackNeedsNoPlace() throws Exception {
    folder.load("app.callgate.yaml", "callgate: 1\nname: app\ninclude: \"pack:jdk-files@1\"\n");

    assertThat(folder.rules()).contains("pack:jdk-files/delete gate", "pack:jdk-files/write audit");
  }

  @Test
  void rulesOfAnIncubatingPackOnlyRecordUntilTheyAreRaised() throws Exception {
    folder.file("packs/acme.callgate.yaml", PACK.replace("stable", "incubating"));

    assertThat(ofPack("packs: {acme: {raise: {wipe: gate}}}"))
        .containsExactly("pack:acme/burn audit", "pack:acme/format audit", "pack:acme/wipe gate");
  }

  @Test
  void aRuleIsSwitchedOff() throws Exception {
    assertThat(ofPack("packs: {acme: {off: [wipe, format], reason: replaced by own}}"))
        .containsExactly("pack:acme/burn deny");
  }

  @Test
  void theTestsOfAPackAreAboutThePackAsItWasWritten() throws Exception {
    folder.file(
        "packs/acme.callgate.yaml",
        PACK
            + """
            tests:
              - {name: t, call: com.acme.Disk.format, expect: audit, rules: [format]}
            """);

    assertThat(ofPack("packs: {acme: {off: [format], reason: replaced by own}}"))
        .doesNotContain("pack:acme/format audit");
  }

  @Test
  void aRuleIsRaised() throws Exception {
    assertThat(ofPack("packs: {acme: {raise: {wipe: deny, format: gate}}}"))
        .containsExactly("pack:acme/burn deny", "pack:acme/format gate", "pack:acme/wipe deny");
  }

  @Test
  void anOpenListIsAddedTo() throws Exception {
    ofPack("packs: {acme: {lists: {precious: [backups]}}}");

    assertThat(rule("pack:acme/wipe").when().toString()).contains("ledger", "backups");
  }

  @Test
  void theGatesOfAPackAreFilledIn() throws Exception {
    ofPack("packs: {acme: {gate: {approvers: [ops], expires: 5m, message: Wipe}}}");

    Rule wipe = rule("pack:acme/wipe");
    assertThat(wipe.gate().approvers()).containsExactly("ops");
    assertThat(wipe.gate().expires()).isEqualTo(Duration.ofMinutes(5));
    assertThat(wipe.message()).isEqualTo("Wipe");
  }

  @Test
  void ofTwoLayersTheHigherSaysHowIsAsked() throws Exception {
    folder.load("app.callgate.yaml", including("app", "packs: {acme: {gate: {approvers: [ops]}}}"));
    folder.load(
        Layer.BASELINE,
        "base.callgate.yaml",
        including("base", "packs: {acme: {gate: {approvers: [boss]}}}"));

    assertThat(rule("pack:acme/wipe").gate().approvers()).containsExactly("boss");
  }

  @Test
  void aHigherLayersRaiseIsOutOfReach() {
    folder.load(
        Layer.BASELINE,
        "base.callgate.yaml",
        including("base", "packs: {acme: {raise: {wipe: deny}}}"));
    folder.load(
        "app.callgate.yaml",
        including(
            "app",
            """
            packs: {acme: {off: [wipe], reason: in the way}}
            exceptions:
              - {id: x, of: ["pack:acme/wipe", base/own], decide: allow, until: "2999-01-01", reason: y}"""));

    assertThat(folder.problems())
        .containsExactly(
            "app.callgate.yaml:5:22 MEAN015 the rule 'wipe' is raised by the baseline layer; only that layer can make it weaker");
  }

  @Test
  void anExceptionReachesRulesOfItsOwnLayerAndBelow() throws Exception {
    String exception =
        """
        exceptions:
          - {id: x, of: ["pack:acme/wipe"], decide: audit, until: "2999-01-01", reason: y}""";

    assertThat(ofPack(exception)).contains("pack:acme/wipe gate", "pack:acme/wipe+app/x audit");
  }

  @Test
  void anExceptionDoesNotReachAHigherLayer() {
    folder.load(
        Layer.BASELINE,
        "base.callgate.yaml",
        including("base", "").replace("decide: audit", "decide: gate"));
    folder.load(
        "app.callgate.yaml",
        including(
            "app",
            """
            exceptions:
              - {id: x, of: [base/own], decide: audit, until: "2999-01-01", reason: y}"""));

    assertThat(folder.problems())
        .containsExactly(
            "app.callgate.yaml:6:18 MEAN015 the rule 'base/own' is of the baseline layer; only that layer can make it weaker");
  }

  @Test
  void anExceptionOfAHigherLayerReachesDown() throws Exception {
    folder.load("app.callgate.yaml", including("app", "").replace("decide: audit", "decide: gate"));
    folder.load(
        Layer.ORGANISATION,
        "org.callgate.yaml",
        including(
            "org",
            """
            exceptions:
              - {id: x, of: [app/own], decide: audit, until: "2999-01-01", reason: y}"""));

    assertThat(folder.rules()).contains("app/own gate", "app/own+org/x audit");
  }

  @Test
  void rulesOnlyRecordWhereEveryPolicyThatIncludesThePackSaysSo() throws Exception {
    folder.load("app.callgate.yaml", including("app", "environments: {dev: {mode: audit}}"));
    assertThat(folder.rules("dev")).contains("pack:acme/wipe audit", "pack:acme/burn deny");

    folder.load(Layer.BASELINE, "base.callgate.yaml", including("base", ""));
    assertThat(folder.rules("dev")).contains("pack:acme/wipe gate");
  }

  @Test
  void aTestIsAboutAllRulesThatAreIncluded() throws Exception {
    folder.load(
        "app.callgate.yaml",
        including(
            "app",
            """
            tests:
              - {name: a, call: com.acme.Disk.burn, expect: deny, rules: ["pack:acme/burn"]}"""));

    assertThat(folder.read(null).tests())
        .singleElement()
        .satisfies(test -> assertThat(test.expected()).isEqualTo(Decision.DENY));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{acm: {off: [wipe], reason: x}}|9|REF008 this file includes no pack 'acm'; did you mean 'acme'?",
        "{acme: {off: [wip], reason: x}}|22|REF007 the pack has no rule 'wip'; did you mean 'wipe'?",
        "{acme: {off: [wipe]}}|15|SCH001 missing key 'reason' in pack",
        "{acme: {off: [burn], reason: x}}|22|MEAN013 the rule 'burn' is locked",
        "{acme: {reason: x, raise: {wipe: deny}}}|16|MEAN007 'reason' has no effect here",
        "{acme: {raise: {wip: deny}}}|24|REF007 the pack has no rule 'wip'; did you mean 'wipe'?",
        "{acme: {raise: {wipe: audit}}}|30|SCH004 a rule is raised to gate or deny",
        "{acme: {raise: {wipe: gate}}}|30|MEAN016 the rule 'wipe' is gate already",
        "{acme: {raise: {burn: gate}}}|30|MEAN016 the rule 'burn' is deny already",
        "{acme: {off: [wipe], reason: x, raise: {wipe: deny}}}|22|MEAN016 the rule 'wipe' is raised as well",
        "{acme: {lists: {precius: [x]}}}|24|REF003 the pack has no list 'precius'; did you mean 'precious'?",
        "{acme: {lists: {fixed: [x]}}}|24|MEAN018 the list 'fixed' is not open",
        "{acme: {gate: {approvers: [op]}}}|35|REF002 unknown approver group 'op'; did you mean 'ops'?",
        "{acme: {gate: {decisions: [approve]}}}|23|SCH003 unknown key 'decisions' in gate",
        "{acme: {of: [wipe]}}|16|SCH003 unknown key 'of' in pack; did you mean 'off'?",
        "{acme: {}}|15|MEAN007 this changes nothing",
        "{acme: off}|15|SCH002 a pack takes keys",
        "{}|8|SCH008 'packs' is empty",
      })
  void whatCannotBeChangedIsToldAtItsPlace(String packs, int column, String said) {
    folder.load("app.callgate.yaml", including("app", "packs: " + packs));

    assertThat(folder.problems())
        .singleElement()
        .asString()
        .startsWith("app.callgate.yaml:5:" + column + " " + said);
  }

  /** Not in the pack, which its user did not write, and once, in however many conditions. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jdk-files: {lists: {scratch: [/build/**, build/**]}}|MEAN009|44",
        "jdk-files: {lists: {scratch: [\"/build/?\"]}}|MEAN008|33",
        "langchain4j: {lists: {irreversible: [a, 5]}}|TYP003|43",
      })
  void whatIsWrongWithAnAddedValueIsToldWhereItIsAdded(String change, String code, int column) {
    String name = change.substring(0, change.indexOf(':'));
    String text =
        "callgate: 1\nname: app\nowner: me\ninclude: [\"pack:%s@1\"]\npacks:\n  %s\n"
            .formatted(name, change);
    folder.load("app.callgate.yaml", text);

    assertThat(folder.problems())
        .filteredOn(line -> !line.contains("LINT014"))
        .singleElement()
        .asString()
        .startsWith("app.callgate.yaml:6:" + column + " " + code + " ");
  }

  @Test
  void aValueOfAnotherKindDoesNotFeedAList() {
    folder.load("app.callgate.yaml", including("app", "packs: {acme: {lists: {precious: [5]}}}"));

    assertThat(folder.problems()).singleElement().asString().contains("TYP003");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "  name: acme|  name: jdk-files|1:1 INC007 the name of a pack that came with Callgate",
        "  name: acme|  nam: acme|1:1 INC007 this is no pack",
        "1.2.0|1.2|4:12 SCH005 not a version of a pack",
        "language: 1|language: 2|5:13 SCH006 unknown version of the language",
        "maturity: stable|maturity: stabel|6:13 SCH004 unknown maturity 'stabel'; did you mean 'stable'?",
        "artifact:|artefact:|7:13 SCH003 unknown key 'artefact' in covers; did you mean 'artifact'?",
        "optional: true|optional: yes|16:15 SCH002 'optional' takes true or false",
        "locked: true|environments: [dev]|23:5 SCH003 unknown key 'environments' in rule",
        "lists:|include: x\\nlists:|8:1 SCH003 unknown key 'include' in pack",
      })
  void whatIsWrongWithAPackIsToldAtItsPlace(String right, String wrong, String said) {
    folder.file("packs/acme.callgate.yaml", PACK.replace(right, wrong.replace("\\n", "\n")));
    folder.load("app.callgate.yaml", including("app", ""));

    assertThat(folder.problems())
        .anySatisfy(line -> assertThat(line).startsWith("packs/acme.callgate.yaml:" + said));
  }

  @Test
  void optionalIsForPacks() {
    folder.load(
        "app.callgate.yaml", including("app", "").replace("decide: audit", "optional: true"));

    assertThat(folder.problems()).anySatisfy(l -> assertThat(l).contains("SCH003", "optional"));
  }
}
