package dev.callgate.policy.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.policy.PolicyFolder;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is not wrong and still hardly meant; each once, at its place, and the policy is used. */
class LintsTest {
  private static final String RIGHT =
      """
      callgate: 1
      name: shop
      owner: team-shop
      lists:
        strong: [USD, EUR]
      conditions:
        large: {arg: amount, gt: 100}
      rules:
        - id: refund
          match: {class: com.acme.Shop, method: "refund(java.math.BigDecimal amount, String currency)"}
          when: {all: [{use: large}, {arg: currency, in: $strong}]}
          decide: gate
          on_reject: {return_message: "The refund was NOT executed."}
          message: "Refund {amount}"
          redact: [currency]
          risk: high
        - id: wipe
          match: {class: com.acme.Shop, method: wipe}
          decide: audit
          risk: low
      exceptions:
        - {id: nightly, of: [refund], when: {arg: amount, lt: 150}, decide: audit, until: "%s", reason: job}
      """
          .formatted(java.time.LocalDate.now(java.time.ZoneOffset.UTC).plusDays(30));

  private final PolicyFolder folder;

  LintsTest(@TempDir Path directory) {
    this.folder = new PolicyFolder(directory);
  }

  @Test
  void nothingIsSaidAboutTheUnmarkedPolicy() {
    assertThat(folder.load("p.callgate.yaml", RIGHT).problems()).isEmpty();
  }

  @ParameterizedTest(name = "{index} {2}")
  @MethodSource("slips")
  void isToldAtItsPlaceAndTheRulesAreInForce(String right, String wrong, String code)
      throws Exception {
    assertThat(RIGHT).contains(right);
    String marked = RIGHT.replace(right, wrong);
    int mark = marked.indexOf('»');
    int line = (int) marked.substring(0, mark).chars().filter(c -> c == '\n').count() + 1;
    int column = mark - marked.substring(0, mark).lastIndexOf('\n');
    folder.load("p.callgate.yaml", marked.replace("»", ""));

    assertThat(folder.problems())
        .singleElement()
        .asString()
        .startsWith("p.callgate.yaml:" + line + ":" + column + " " + code + " ")
        .doesNotEndWith("; ");
    assertThat(folder.rules()).anyMatch(rule -> rule.startsWith("shop/refund "));
  }

  static Stream<Arguments> slips() {
    String again = "match: {class: com.acme.Shop, method: wipe}\n    ";
    return Stream.of(
        slip("callgate: 1\nname: shop\nowner: team-shop", "»callgate: 1\nname: shop", "LINT001"),
        slip("  strong:", "  »weak: [X]\n  strong:", "LINT002"),
        slip("  large:", "  »small: {arg: amount, lt: 1}\n  large:", "LINT003"),
        slip(
            "- {id: nightly, of: [refund], when: {arg: amount, lt: 150},",
            "- »{id: nightly, of: [refund],",
            "LINT004"),
        slip(
            "exceptions:\n",
            "exceptions:\n  - {id: old, of: [wipe], environments: [], decide: allow, until: »\"2001-01-01\", reason: x}\n"
                .replace("environments: []", "when: {thread: name, eq: x}"),
            "LINT006"),
        slip(
            "exceptions:\n",
            "exceptions:\n  - {id: long, of: [wipe], when: {thread: name, eq: x}, decide: allow, until: »\"2999-01-01\", reason: x}\n",
            "LINT005"),
        slip("    decide: audit\n    risk: low\n", "    decide: deny\n    »risk: low\n", "LINT007"),
        slip("risk: low", "»risk: critical", "LINT008"),
        slip(
            "exceptions:\n",
            "  - »id: again\n    " + again + "decide: audit\nexceptions:\n",
            "LINT009"),
        slip(
            "  - id: wipe\n",
            "  - id: never\n    " + again + "decide: deny\n  - »id: wipe\n",
            "LINT010"),
        slip("method: wipe}", "method: wipe, »weave: call-site}", "LINT011"),
        slip("method: wipe}", "method: wipe, »weave: body}", "LINT011"),
        slip("Refund {amount}", "Refund {»currency}", "LINT012"),
        slip("\"The refund was NOT executed.\"", "»\"Refused.\"", "LINT013"),
        slip("method: wipe}", "method: »wipe(String apiKey)}", "LINT015"),
        slip("method: wipe}", "method: [list(), »\"wipe(String user_password, ..)\"]}", "LINT015"),
        slip(
            "    decide: gate\n",
            "    decide: gate\n    gate: {decisions: [approve, »respond, reject]}\n",
            "LINT016"),
        slip(
            "    decide: gate\n",
            "    decide: gate\n    gate: {»requester_may_approve: true}\n",
            "LINT017"));
  }

  private static Arguments slip(String right, String wrong, String code) {
    return Arguments.of(right, wrong, code);
  }

  /** Each the allowed twin of a slip. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "method: wipe}|method: wipe(String apiKey)}, redact: [apiKey]",
        "decide: audit|decide: gate, gate: {requester_may_approve: true, quorum: 2}",
        "method: wipe}|method: wipe(String monkey)}",
        "method: wipe}, decide: audit|method: deletedItems}, decide: gate, gate: {decisions: [approve, respond, reject]}",
      })
  void isNotTold(String right, String other) {
    String flow = "{match: {class: com.acme.Shop, method: wipe}, decide: audit, ";
    String text =
        RIGHT.replace(
            "- id: wipe\n    match: {class: com.acme.Shop, method: wipe}\n    decide: audit\n    risk: low",
            "- " + flow.replace(right, other) + "id: wipe}");
    assertThat(text).contains(other);

    folder.load("p.callgate.yaml", text);

    assertThat(folder.problems()).isEmpty();
  }

  @Test
  void aPackThatNothingPinsIsToldAndLockedItIsNot() {
    folder.load("p.callgate.yaml", RIGHT + "include: [\"pack:jdk-files@1\"]\n");

    assertThat(folder.problems()).singleElement().asString().contains(" LINT014 ");

    folder.lock();
    assertThat(folder.problems()).isEmpty();

    folder.file("callgate.lock", "callgate: 1\n");
    assertThat(folder.problems()).hasSize(2).allMatch(line -> line.contains(" LCK003 "));
  }
}
