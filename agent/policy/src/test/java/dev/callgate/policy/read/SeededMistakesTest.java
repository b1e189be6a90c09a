package dev.callgate.policy.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.policy.Policies;
import dev.callgate.policy.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One slip of an author's finger each, in a policy that is right without it. Each must be told with
 * its own code, at the place marked with », and nothing else may be told.
 */
class SeededMistakesTest {
  private static final String RIGHT =
      """
      callgate: 1
      name: payments
      owner: team-payments
      environments: {production: {}, dev: {mode: audit}}
      approvers: [oncall, risk]
      lists:
        strong: [USD, EUR]
      conditions:
        large: {arg: amount, gt: 100}
      rules:
        - id: transfer
          match:
            class: com.acme.pay.PaymentService
            method: transfer(java.math.BigDecimal amount, String currency, String to)
          when:
            all:
              - {use: large}
              - {arg: currency, in: $strong}
          decide: gate
          gate:
            decisions: [approve, edit, reject]
            editable: [amount]
            approvers: [oncall]
            expires: 4h
          on_reject: throw
          message: "Send {amount} {currency} to {to}"
          redact: [to]
          risk: high
          tags: [money]
          reason: MONEY_OUT
        - id: wipe
          match: {class: com.acme.pay.*Tools, method: wipe*}
          environments: [production]
          decide: deny
          locked: true
      """;

  private final Path directory;

  SeededMistakesTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void theUnmarkedPolicyIsRight() {
    assertThat(Policies.problems(directory, RIGHT)).isEmpty();
  }

  @ParameterizedTest(name = "{index} {2}")
  @MethodSource("mistakes")
  void isToldAtItsPlaceAndNothingElseIs(String right, String wrong, String code) {
    assertThat(RIGHT).contains(right);
    String marked = RIGHT.replace(right, wrong);
    int mark = marked.indexOf('»');
    String before = marked.substring(0, mark);
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    int column = mark - before.lastIndexOf('\n');

    List<Problem> problems = Policies.problems(directory, marked.replace("»", ""));

    assertThat(problems)
        .extracting(p -> p.code() + " " + p.line() + ":" + p.column())
        .as("%s", problems)
        .containsExactly(code + " " + line + ":" + column);
    assertThat(problems.get(0).toLine()).doesNotContain("\n").contains(": error [" + code + "] ");
  }

  /** A mistake in a condition in place of one of the policy's. */
  private static Arguments leaf(String wrong, String code) {
    return mistake("{arg: currency, in: $strong}", "{" + wrong + "}", code);
  }

  /** The same where the condition as a whole is wrong. */
  private static Arguments whole(String wrong, String code) {
    return mistake("{arg: currency, in: $strong}", "»{" + wrong + "}", code);
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        // YAML
        mistake("owner: team", "owner: »&o team", "YAML001"),
        mistake("redact: [to]", "redact: »*o", "YAML001"),
        mistake("risk: high", "»<<: {risk: high}", "YAML001"),
        mistake("owner: team", "owner: »!!str team", "YAML002"),
        mistake("callgate: 1\n", "»%YAML 1.1\n---\ncallgate: 1\n", "YAML002"),
        mistake(
            "risk: high",
            "reason: A\n    »reason: B",
            "YAML003",
            "reason: MONEY_OUT",
            "risk: high"),
        mistake("locked: true\n", "locked: true\n»---\na: b\n", "YAML004"),
        mistake("strong: [USD, EUR]", "strong: [USD, »NO]", "YAML006"),
        mistake("strong: [USD, EUR]", "strong: [USD, »0123]", "YAML006"),
        mistake("strong: [USD, EUR]", "strong: [USD, »12:30]", "YAML006"),
        mistake("gt: 100", "gt: »1_000", "YAML006"),
        mistake("gt: 100", "gt: »1e3", "YAML006"),
        mistake("owner: team", "owner: t»\u202Eeam", "YAML007"),
        mistake("callgate: 1", "»\uFEFFcallgate: 1", "YAML007"),
        mistake("  strong: [USD, EUR]", "»\tstrong: [USD, EUR]", "YAML007"),
        mistake("com.acme.pay.PaymentService", "»com.acme.pay.P\u0430ymentService", "YAML007"),
        mistake("strong: [USD, EUR]", "strong: [USD, EUR]\n  »[a, b]: [c]", "YAML008"),
        mistake("method: wipe*", "method: »wipe(int a, int b)", "YAML009"),
        mistake("method: wipe*}", "method: [a(), »wipe(int a, int b)]}", "YAML009"),
        mistake("editable: [amount]", "editable: [*»]", "YAML000"),
        mistake(
            "owner: team-payments",
            "owner: team: »payments",
            "YAML000",
            "owner: team:",
            "owner: team»:"),
        // keys and kinds
        mistake("decisions: [approve", "»decision: [approve", "SCH003"),
        mistake("  redact: [to]", "  »redacted: [to]", "SCH003"),
        mistake("owner: team", "»ownr: team", "SCH003"),
        mistake("decide: deny", "»decde: deny", "SCH003"),
        mistake("name: payments\n", "", "SCH001", "callgate: 1", "»callgate: 1"),
        mistake("    decide: deny\n", "", "SCH001", "- id: wipe", "- »id: wipe"),
        mistake("tags: [money]", "tags: »{money: yes}", "SCH002"),
        mistake("locked: true", "locked: »yes", "SCH002"),
        mistake("owner: team-payments", "owner:»", "SCH002"),
        mistake("decide: deny", "decide: »dney", "SCH004"),
        mistake("risk: high", "risk: »hihg", "SCH004"),
        mistake("[approve, edit, reject]", "[»aprove, edit, reject]", "SCH004"),
        mistake("on_reject: throw", "on_reject: »trow", "SCH004"),
        mistake("expires: 4h", "expires: »4 hours", "SCH005"),
        mistake("expires: 4h", "expires: »0s", "SCH005"),
        mistake("reason: MONEY_OUT", "reason: »money out", "SCH005"),
        mistake("id: wipe", "id: »Wipe it", "SCH005"),
        mistake("to {to}\"", "to »{to\"", "SCH005"),
        mistake("callgate: 1", "callgate: »2", "SCH006"),
        mistake("callgate: 1", "callgate: »\"1\"", "SCH006"),
        mistake("owner: team-payments", "include: [»base]", "INC001"),
        mistake("owner: team-payments", "packs: »{}", "SCH008"),
        mistake("{mode: audit}", "{»mod: audit}", "SCH003"),
        mistake("{mode: audit}", "{mode: »audi}", "SCH004"),
        mistake("{mode: audit}", "»audit", "SCH002"),
        mistake("dev: {mode", "»Dev: {mode", "SCH005"),
        mistake("[production]", "»[]", "SCH008"),
        // regular expressions
        leaf("arg: currency, regex: »\"U.*\"", "MEAN017"),
        leaf("arg: currency, regex: »\"^U.*\"", "MEAN017"),
        leaf("arg: currency, regex: »'^U\\$'", "MEAN017"),
        leaf("arg: currency, regex: »\"^U|D$\"", "MEAN017"),
        leaf("arg: currency, regex: »\"(?m)^U$\"", "MEAN017"),
        leaf("arg: currency, regex: »\"^(U$\"", "TYP007"),
        leaf("arg: currency, regex: »'^(U)\\1$'", "TYP007"),
        leaf("arg: currency, regex: »\"^(?=U)D$\"", "TYP007"),
        leaf("arg: amount, »regex: \"^U$\"", "TYP004"),
        // parts of values
        leaf("arg: currency.», eq: USD", "PATH001"),
        leaf("arg: currency.»code, eq: USD", "PATH001"),
        leaf("arg: currency.code(»1), eq: USD", "PATH001"),
        leaf("arg: currency.»delete(), eq: USD", "PATH002"),
        leaf("arg: currency.»next(), eq: USD", "PATH002"),
        leaf("arg: currency.»closeAll(), eq: USD", "PATH002"),
        leaf("arg: currency»(), eq: USD", "PATH001"),
        leaf("arg: \"currency[»x]\", eq: USD", "PATH001"),
        leaf("arg: \"currency[»]\", eq: USD", "PATH001"),
        leaf("arg: 'currency[\"»x]', eq: USD", "PATH001"),
        leaf("arg: \"currency[0]»x\", eq: USD", "PATH001"),
        leaf("arg: »curency.code(), eq: USD", "REF001"),
        leaf("self: »name, eq: USD", "PATH001"),
        leaf("self: »[0], eq: USD", "SCH002"),
        leaf("self: »close(), eq: USD", "PATH002"),
        // what is around a call
        leaf("thread: »nme, eq: a", "SCH004"),
        leaf("thread: name, »gt: 1", "TYP004"),
        leaf("thread: virtual, »eq: a", "TYP004"),
        leaf("caller: »method, eq: a", "SCH004"),
        whole("caller: class", "MEAN003"),
        leaf("called_from: »Agent", "MAT002"),
        leaf("called_from: \"»**\"", "MAT003"),
        leaf("fact: »jdbc.rows, gt: 1", "REF010"),
        leaf("context: »mdc.user, eq: x", "REF012"),
        leaf("fact: tool.name, »gt: 1", "TYP004"),
        leaf("time: {days: [mon], »zon: UTC}", "SCH003"),
        leaf("time: »{days: [mon]}", "SCH001"),
        leaf("time: {days: [»monday], zone: UTC}", "SCH004"),
        leaf("time: {days: [mon], zone: »Europe/Berlln}", "REF011"),
        leaf("time: {days: [mon], zone: »CET}", "REF011"),
        leaf("time: »{from: \"09:00\", zone: UTC}", "SCH001"),
        leaf("time: »{zone: UTC}", "MEAN003"),
        leaf("time: {from: »\"9:00\", to: \"16:00\", zone: UTC}", "SCH005"),
        leaf("time: {from: »09:00, to: \"16:00\", zone: UTC}", "YAML006"),
        leaf("time: {from: »\"09:00\", to: \"09:00\", zone: UTC}", "MEAN004"),
        leaf("time: {from: \"09:00\", to: »\"24:01\", zone: UTC}", "SCH005"),
        // what nothing can be
        whole("arg: currency, in: [USD, EUR], not_in: [EUR, USD]", "MEAN004"),
        whole("arg: currency, eq: USD, ne: USD", "MEAN004"),
        whole("arg: currency, eq: USD, in: [EUR]", "MEAN004"),
        whole("arg: amount, in: [1, 2], gt: 2", "MEAN004"),
        mistake("expires: 4h", "»quorum: 0", "SCH005"),
        mistake("expires: 4h", "»quorum: 1.5", "SCH005"),
        mistake("expires: 4h", "»quorum: 21", "SCH005"),
        mistake("expires: 4h", "quorum: »\"2\"", "SCH002"),
        mistake("approvers: [oncall, risk]", "approvers: [oncall, risk, »\"on call\"]", "SCH005"),
        mistake("approvers: [oncall, risk]", "approvers: [oncall, risk, »[ops]]", "SCH002"),
        mistake("approvers: [oncall, risk]", "approvers: [oncall, {risk: »3}]", "SCH002"),
        mistake("approvers: [oncall, risk]", "approvers: [oncall, {risk: »{}}]", "SCH001"),
        mistake(
            "approvers: [oncall, risk]", "approvers: [oncall, {risk: {»members: 0}}]", "SCH005"),
        mistake("approvers: [oncall, risk]", "approvers: [oncall, {risk: {»member: 3}}]", "SCH003"),
        mistake("expires: 4h", "requester_may_approve: »maybe", "SCH002"),
        mistake("method: wipe*}", "method: wipe*, weave: »callsite}", "SCH004"),
        mistake("method: wipe*}", "method: wipe*, exclude: »ATools.wipe}", "MAT002"),
        mistake("tags: [money]", "tags: »[]", "SCH008"),
        // views
        mistake("{arg: currency, in: $strong}", "{arg: currency, as: »pth, eq: /a}", "SCH004"),
        mistake(
            "{arg: currency, in: $strong}",
            "{arg: currency, as: »sql.tables, has_any: t}",
            "SCH004"),
        mistake("{arg: currency, in: $strong}", "{arg: currency, »as: json, eq: x}", "SCH001"),
        mistake(
            "{arg: currency, in: $strong}",
            "{arg: currency, as: json, at: »path, eq: x}",
            "SCH005"),
        mistake(
            "{arg: currency, in: $strong}",
            "{arg: currency, as: json, at: /a»~2, eq: x}",
            "SCH005"),
        mistake("{arg: currency, in: $strong}", "{arg: currency, »at: /a, eq: x}", "MEAN007"),
        mistake(
            "{arg: currency, in: $strong}",
            "{arg: currency, as: path, »some: {eq: /x}, eq: /a}",
            "MEAN007"),
        mistake(
            "{arg: currency, in: $strong}",
            "{arg: currency, as: json, at: »/a/*, eq: x}",
            "MEAN010"),
        mistake(
            "{arg: currency, in: $strong}",
            "{arg: currency, as: json, at: »/a, some: {eq: x}}",
            "MEAN010"),
        mistake(
            "{arg: currency, in: $strong}",
            "{arg: currency, as: json, at: /a/*, some: {eq: x}, »eq: x}",
            "MEAN010"),
        mistake(
            "{arg: currency, in: $strong}",
            "{arg: currency, as: json, at: /a/*, some: {»eqq: x}}",
            "SCH003"),
        mistake("{arg: currency, in: $strong}", "»{arg: currency, as: path}", "MEAN003"),
        mistake(
            "{arg: currency, in: $strong}",
            "{arg: currency, as: path, »glob: \"secrets/**\"}",
            "MEAN009"),
        mistake(
            "{arg: currency, in: $strong}",
            "{arg: currency, as: path, »glob: \"/a/../b/**\"}",
            "MEAN009"),
        mistake(
            "{arg: currency, in: $strong}", "{arg: currency, as: path, »not_in: [/a/]}", "MEAN009"),
        mistake(
            "{arg: currency, in: $strong}",
            "{arg: currency, as: url.host, »eq: API.example}",
            "MEAN009"),
        mistake(
            "{arg: currency, in: $strong}",
            "{arg: currency, as: url.host, »glob: \"*.example:443\"}",
            "MEAN009"),
        mistake(
            "{arg: currency, in: $strong}",
            "{arg: currency, as: url.scheme, »eq: \"https:\"}",
            "MEAN009"),
        mistake(
            "{arg: currency, in: $strong}",
            "{arg: currency, as: path, »starts_with: /a}",
            "MEAN011"),
        mistake(
            "{arg: currency, in: $strong}", "{arg: currency, »glob: \"/secrets/**\"}", "MEAN012"),
        mistake("{arg: amount, gt: 100}", "{arg: amount, as: path, »eq: /a}", "TYP004"),
        mistake("{arg: currency, in: $strong}", "{arg: currency, as: path, »gt: 5}", "TYP004"),
        leaf("arg: currency, as: path, »minor_units: 2, eq: /a", "MEAN007"),
        leaf("arg: currency, as: money.amount, minor_units: »two, gt: 5", "SCH005"),
        leaf("arg: currency, as: money.amount, minor_units: »12, gt: 5", "SCH005"),
        leaf("arg: currency, as: money.currency, »eq: usd", "MEAN009"),
        leaf("arg: currency, as: money.amount, »eq: USD", "TYP004"),
        // names of other things
        mistake("arg: amount", "arg: »amuont", "REF001"),
        mistake("arg: currency", "arg: »3", "REF001"),
        mistake("editable: [amount]", "editable: [»amounts]", "REF001"),
        mistake("redact: [to]", "redact: [»too]", "REF001"),
        mistake("Send {amount}", "Send {»sum}", "REF001"),
        mistake("approvers: [oncall]", "approvers: [»on-call]", "REF002"),
        mistake("in: $strong", "in: »$strng", "REF003"),
        mistake("use: large", "use: »larg", "REF004"),
        mistake("[production]", "[»prodction]", "REF006"),
        mistake("large: {arg: amount, gt: 100}", "large: {use: »large}", "REF005"),
        mistake("id: wipe", "id: »transfer", "SET001"),
        mistake("name: payments", "name: »builtin", "SET002"),
        // what is matched
        mistake(
            "class: com.acme.pay.PaymentService\n",
            "\n",
            "MAT001",
            "      method: tr",
            "      »method: tr"),
        mistake("com.acme.pay.PaymentService", "»PaymentService", "MAT002"),
        mistake("com.acme.pay.*Tools", "\"»*Tools\"", "MAT002"),
        mistake("java.math.BigDecimal", "»BigDecimal", "MAT002"),
        mistake("com.acme.pay.*Tools", "\"»**.*\"", "MAT003"),
        mistake("com.acme.pay.PaymentService", "com.acme.pay»/PaymentService", "MAT004"),
        mistake("com.acme.pay.PaymentService", "»com.acme.Pay.Service", "MAT005"),
        mistake("method: wipe*", "method: wipe»)", "SIG001"),
        mistake("method: transfer(", "method: void» transfer(", "SIG001"),
        mistake("String to)", "String to»", "SIG001"),
        mistake("String to)", "».., String to)", "SIG001"),
        mistake("String to)", "java.util.List»<String> to)", "SIG003"),
        // types
        mistake("gt: 100", "gt: »much", "TYP001"),
        mistake("gt: 100", "gt: »\"100\"", "TYP002"),
        mistake("strong: [USD, EUR]", "strong: »[USD, 978]", "TYP003"),
        mistake("{arg: currency, in: $strong}", "{arg: currency, »gt: 5}", "TYP004"),
        mistake("java.math.BigDecimal amount", "String amount", "TYP004", "gt: 100", "»gt: 100"),
        mistake("in: $strong", "in: »USD", "TYP005"),
        mistake("in: $strong", "eq: »$strong", "TYP005"),
        mistake("gt: 100", "between: »[9, 3]", "TYP006"),
        // meaning
        mistake("decide: deny", "decide: »allow", "MEAN001"),
        mistake("{arg: currency, in: $strong}", "»{in: $strong}", "MEAN002"),
        mistake(
            "{arg: currency, in: $strong}",
            "»{arg: currency, not: {arg: to, eq: x}, in: $strong}",
            "MEAN002"),
        mistake("{arg: currency, in: $strong}", "»{arg: currency}", "MEAN003"),
        mistake("{arg: amount, gt: 100}", "»{arg: amount, gt: 100, lt: 50}", "MEAN004"),
        mistake("      editable: [amount]\n", "", "MEAN005", "decisions", "»decisions"),
        mistake("[approve, edit, reject]", "[approve, reject]", "MEAN005", "editable", "»editable"),
        mistake("[approve, edit, reject]", "[approve, edit]", "MEAN006", "decisions", "»decisions"),
        mistake("decide: deny", "decide: audit\n    »on_reject: throw", "MEAN007"),
        mistake("decide: deny", "decide: deny\n    »gate: {expires: 1h}", "MEAN007"),
        mistake("in: $strong", "glob: »\"U?D\"", "MEAN008"));
  }

  private static Arguments mistake(String right, String wrong, String code) {
    return Arguments.of(right, wrong, code);
  }

  /** With the place to be told outside the edited text. */
  private static Arguments mistake(
      String right, String wrong, String code, String place, String marked) {
    // the whole policy is the edited text
    return Arguments.of(RIGHT, RIGHT.replace(right, wrong).replace(place, marked), code);
  }
}
