package dev.callgate.policy.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callgate.policy.BoundRule;
import dev.callgate.policy.Policies;
import dev.callgate.policy.PolicyException;
import dev.callgate.policy.PolicySet;
import dev.callgate.policy.Problem;
import dev.callgate.policy.Rejection;
import dev.callgate.policy.Risk;
import dev.callgate.policy.Rule;
import dev.callgate.policy.Verb;
import dev.callgate.policy.condition.When;
import java.io.File;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyReaderTest {
  private static final String ONE = policy("one", "{class: a.B}", "gate");
  private static final String TWO = policy("two", "{class: a.C}", "deny");

  private final Path directory;

  PolicyReaderTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void everythingARuleSaysIsRead() throws PolicyException {
    Rule rule =
        Policies.read(
                directory,
                """
                callgate: 1
                name: payments
                approvers: [oncall]
                rules:
                  - id: transfer
                    description: Moving money.
                    match: {subtypes_of: com.acme.Pay, method: [send, "wire(int cents)"]}
                    decide: gate
                    gate: {decisions: [approve, edit, respond, reject], editable: [0], approvers: [oncall], quorum: 1, expires: 90s}
                    on_reject: {throw: IllegalStateException, message: "not sent"}
                    risk: critical
                    tags: [money, pci]
                    reason: MONEY_OUT
                    show: [0]
                    locked: true
                """)
            .rules()
            .get(0);

    assertThat(rule.id()).isEqualTo("payments/transfer");
    assertThat(rule.source()).endsWith("policy-0.callgate.yaml:5");
    assertThat(rule.description()).isEqualTo("Moving money.");
    assertThat(rule.match().subtypesOf()).containsExactly("com.acme.Pay");
    assertThat(rule.match().methods()).hasToString("[send, wire(int cents)]");
    assertThat(rule.gate().decisions())
        .containsExactly(Verb.APPROVE, Verb.EDIT, Verb.RESPOND, Verb.REJECT);
    assertThat(rule.gate().approvers()).containsExactly("oncall");
    assertThat(rule.gate().expires()).isEqualTo(Duration.ofSeconds(90));
    assertThat(rule.onReject())
        .isEqualTo(new Rejection.ThrowType("java.lang.IllegalStateException", "not sent"));
    assertThat(rule.risk()).isEqualTo(Risk.CRITICAL);
    assertThat(rule.tags()).containsExactly("money", "pci");
    assertThat(rule.reason()).isEqualTo("MONEY_OUT");
    assertThat(rule.locked()).isTrue();
  }

  @Test
  void whatARuleLeavesOutHasItsDefault() throws PolicyException {
    Rule rule = Policies.read(directory, ONE).rules().get(0);

    assertThat(rule.gate().decisions()).containsExactly(Verb.APPROVE, Verb.REJECT);
    assertThat(rule.gate().expires()).isEqualTo(Duration.ofHours(24));
    assertThat(rule.gate().editable()).isEmpty();
    assertThat(rule.onReject()).isEqualTo(new Rejection.Throw());
    assertThat(rule.risk()).isEqualTo(Risk.MEDIUM);
    assertThat(rule.message()).isNull();
    assertThat(rule.when()).isEqualTo(new When.Always());
  }

  @Test
  void refusalsMayReturnAValueOrAText() {
    String rule = "id: r\nmatch: {class: a.B}\ndecide: deny\non_reject: ";

    assertThat(Policies.rule(directory, rule + "{return: 0}").onReject())
        .isEqualTo(new Rejection.ReturnValue(new BigDecimal(0)));
    assertThat(Policies.rule(directory, rule + "{return: false}").onReject())
        .isEqualTo(new Rejection.ReturnValue(false));
    assertThat(Policies.rule(directory, rule + "{return_message: NOT executed}").onReject())
        .isEqualTo(new Rejection.ReturnMessage("NOT executed"));
  }

  @Test
  void allProblemsOfAllFilesAreTold() {
    String first = ONE.replace("decide", "decde").replace("a.B", "B");
    String second = TWO.replace("deny", "dney");

    assertThatThrownBy(() -> Policies.read(directory, first, second))
        .isInstanceOfSatisfying(
            PolicyException.class,
            e -> {
              assertThat(e.problems())
                  .extracting(Problem::code)
                  .containsExactly("MAT002", "SCH003", "SCH004");
              assertThat(e).hasMessage(e.problems().get(0).toLine() + " (and 2 more)");
            });
  }

  @Test
  void aMissingFileIsAProblemOfThatFile() {
    File missing = directory.resolve("missing.yaml").toFile();

    assertThatThrownBy(() -> PolicyReader.read(List.of(missing)))
        .hasMessage(
            missing.getPath()
                + ":1:1: error [FILE001] there is no such file; name an existing file that this user may read");
  }

  @Test
  void whatIsNoPolicyIsToldInOneLine() {
    assertThat(Policies.problems(directory, ""))
        .extracting(Problem::code)
        .containsExactly("SCH001");
    assertThat(Policies.problems(directory, "- a\n"))
        .extracting(Problem::code)
        .containsExactly("SCH002");
    assertThat(Policies.problems(directory, "a".repeat(1024 * 1024 + 1)))
        .extracting(Problem::code)
        .containsExactly("YAML005");
    assertThat(Policies.problems(directory, "[".repeat(100_000)))
        .extracting(Problem::code)
        .containsExactly("YAML005");
    assertThat(
            Policies.problems(
                directory, "callgate: 1\nname: " + "{a: ".repeat(50) + "1" + "}".repeat(50)))
        .extracting(Problem::code)
        .contains("YAML005");
  }

  @Test
  void moreThanAPersonCanReviewIsRefused() {
    String leaf = "{arg: 0, eq: 1}";
    String fits = ONE + "    when: {all: [" + (leaf + ", ").repeat(62) + leaf + "]}\n";
    String tooMuch = fits.replace("all: [", "all: [" + leaf + ", ");

    assertThat(Policies.problems(directory, fits)).isEmpty();
    assertThat(Policies.problems(directory, tooMuch))
        .extracting(Problem::code)
        .containsExactly("SCH009");
    assertThat(
            Policies.problems(
                directory, ONE + "  - {id: a, match: {class: a.B}, decide: gate}\n".repeat(2000)))
        .extracting(Problem::code)
        .containsExactly("SCH009");
  }

  @Test
  void conditionsThatUseEachOtherTwiceDoNotGrowWithoutBound() {
    StringBuilder text =
        new StringBuilder(ONE + "    when: {use: c29}\nconditions:\n  c0: {arg: 0, eq: 1}\n");
    for (int i = 1; i < 30; i++) {
      text.append("  c%d: {all: [{use: c%d}, {use: c%d}]}\n".formatted(i, i - 1, i - 1));
    }

    assertThat(Policies.problems(directory, text.toString()))
        .extracting(Problem::code)
        .containsExactly("SCH009");
  }

  @Test
  void textThatIsNotUtf8IsRefusedWhereItBegins() throws Exception {
    Path file = directory.resolve("latin1.yaml");
    Files.write(file, "callgate: 1\nname: p\nowner: é\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> PolicyReader.read(List.of(file.toFile())))
        .hasMessageContaining(":3:8: error [YAML007]");
  }

  @Test
  void twoPoliciesCannotShareAName() {
    assertThatThrownBy(() -> Policies.read(directory, ONE, ONE))
        .hasMessageContaining("policy-1")
        .hasMessageContaining("SET002");
  }

  @Test
  void theDigestIsOfTheBytesWhateverTheOrder() throws PolicyException {
    assertThat(Policies.read(directory, ONE, TWO).digest())
        .isEqualTo(Policies.read(directory, TWO, ONE).digest());
    assertThat(Policies.read(directory, ONE).digest())
        .isNotEqualTo(Policies.read(directory, ONE + " ").digest());
    assertThat(PolicySet.annotationOnly().digest())
        .isEqualTo("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }

  @Test
  void theAnnotationIsHeldWithoutAnyFile() throws PolicyException {
    PolicySet none = PolicyReader.read(List.of());

    assertThat(none).isEqualTo(PolicySet.annotationOnly());
    BoundRule bound = Policies.bind(none.rules().get(0), "anything", "(I)V");
    assertThat(bound.isEditable(0)).isTrue();
    assertThat(bound.rule().gate().decisions()).containsExactlyInAnyOrder(Verb.values());
  }

  @Test
  void theAnnotationIsHeldBesideRulesThatSayLess() throws PolicyException {
    String annotation = "annotation: dev.callgate.Irreversible";

    assertThat(builtIn(ONE)).isTrue();
    assertThat(builtIn(policy("p", "{" + annotation + ", method: delete}", "gate"))).isTrue();
    assertThat(builtIn(policy("p", "{" + annotation + ", class: a.B}", "gate"))).isTrue();
    assertThat(builtIn(policy("p", "{" + annotation + ", exclude: a.B}", "gate"))).isTrue();
    assertThat(builtIn(policy("p", "{" + annotation + "}", "audit"))).isTrue();
  }

  @Test
  void aRuleForTheWholeAnnotationTakesThePlaceOfTheBuiltInOne() throws PolicyException {
    assertThat(builtIn(policy("p", "{annotation: dev.callgate.Irreversible}", "gate"))).isFalse();
    assertThat(builtIn(policy("p", "{annotation: dev.callgate.Irreversible}", "deny"))).isFalse();
  }

  private boolean builtIn(String text) throws PolicyException {
    return Policies.read(directory, text).rules().stream()
        .anyMatch(rule -> rule.id().equals("builtin/irreversible"));
  }

  private static String policy(String name, String match, String decide) {
    return "callgate: 1\nname: %s\nrules:\n  - id: r\n    match: %s\n    decide: %s\n"
        .formatted(name, match, decide);
  }
}
