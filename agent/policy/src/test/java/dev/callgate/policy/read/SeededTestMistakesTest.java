package dev.callgate.policy.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.policy.Policies;
import dev.callgate.policy.Problem;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Slips in the tests beside the rules; each told once, at the place marked with ». */
class SeededTestMistakesTest {
  private static final String RIGHT =
      """
      callgate: 1
      name: payments
      environments: {production: {}, dev: {mode: audit}}
      rules:
        - id: transfer
          match:
            class: com.acme.pay.PaymentService
            method: transfer(java.math.BigDecimal amount, String currency, String to)
          when: {arg: amount, gt: 100}
          decide: gate
          locked: true
        - id: refund
          match: {class: com.acme.pay.PaymentService, method: refund(int cents)}
          decide: gate
        - id: wipe
          match: {class: com.acme.pay.*Tools, method: wipe*}
          decide: deny
      exceptions:
        - id: small-refunds
          of: [refund]
          when: {arg: cents, lt: 100}
          environments: [dev]
          decide: audit
          until: 2037-12-31
          approved_by: risk
          reason: Not worth anybody's time.
      tests:
        - name: much is held
          call: com.acme.pay.PaymentService.transfer
          args: {amount: 101, currency: EUR, to: DE89}
          environment: dev
          expect: gate
          rules: [transfer]
        - {name: others run, call: com.acme.pay.PaymentService.transfer, args: {amount: 1}, expect: allow}
      """;

  private final Path directory;

  SeededTestMistakesTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void theUnmarkedPolicyIsRight() {
    assertThat(Policies.problems(directory, RIGHT)).isEmpty();
  }

  @Test
  void aMistakeInARuleIsNotToldAgainByItsTests() {
    String wrong = RIGHT.replaceFirst("method: transfer", "metod: transfer");

    assertThat(Policies.problems(directory, wrong))
        .extracting(Problem::code)
        .containsExactly("SCH003");
  }

  @ParameterizedTest(name = "{index} {2}")
  @MethodSource("mistakes")
  void isToldAtItsPlaceAndNothingElseIs(String right, String wrong, String code) {
    assertThat(RIGHT).contains(right);
    int edited = RIGHT.indexOf(right);
    String marked = RIGHT.substring(0, edited) + wrong + RIGHT.substring(edited + right.length());
    int mark = marked.indexOf('»');
    String before = marked.substring(0, mark);
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    int column = mark - before.lastIndexOf('\n');

    assertThat(Policies.problems(directory, marked.replace("»", "")))
        .extracting(p -> p.code() + " " + p.line() + ":" + p.column())
        .containsExactly(code + " " + line + ":" + column);
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake("    of: [refund]\n", "", "SCH001", "id: small", "»id: small"),
        mistake("of: [refund]", "of: [»refnd]", "REF007"),
        mistake("of: [refund]", "of: [»transfer]", "MEAN013"),
        mistake("decide: audit\n", "decide: »gate\n", "MEAN014"),
        mistake("decide: audit\n", "decide: »deny\n", "SCH004"),
        mistake("until: 2037-12-31", "until: »2037-02-30", "SCH005"),
        mistake("until: 2037-12-31", "until: »31.12.2037", "SCH005"),
        mistake("until: 2037-12-31", "»untill: 2037-12-31", "SCH003"),
        mistake("environments: [dev]", "environments: [»dve]", "REF006"),
        mistake("{arg: cents", "{arg: »cent", "REF001"),
        mistake("approved_by: risk", "»gate: {expires: 5m}", "MEAN007"),
        mistake("approved_by: risk", "»match: {class: other.Desk}", "MEAN021"),
        mistake("approved_by: risk", "match: {»weave: body}", "SCH003"),
        mistake("environment: dev", "at: »tomorrow", "SCH005"),
        mistake("expect: allow}", "»expct: allow}", "SCH003"),
        mistake("expect: allow}", "expect: »alow}", "SCH004"),
        mistake("expect: allow}", "expect: allow, called_from: »Agent}", "MAT002"),
        mistake("expect: allow}", "expect: allow, facts: {»jdbc.rows: 1}}", "REF010"),
        mistake("expect: allow}", "expect: allow, thread: {»nam: x}}", "SCH003"),
        mistake("expect: allow}", "expect: allow, at: »2026-05-06T10:00}", "SCH005"),
        mistake("args: {amount: 1}", "args: {amount.add(»1): 1}", "PATH001"),
        mistake("args: {amount: 1}", "args: {»amuont.scale(): 1}", "REF001"),
        mistake("environment: dev", "»enviroment: dev", "SCH003"),
        mistake("    expect: gate\n", "", "SCH001", "name: much", "»name: much"),
        mistake("name: others run", "name: »much is held", "SET003"),
        mistake("    rules: [transfer]\n", "", "TST001", "expect: gate", "»expect: gate"),
        mistake("expect: allow}", "expect: allow, »rules: [wipe]}", "TST001"),
        mistake("rules: [transfer]", "rules: [»trnsfer]", "REF007"),
        mistake(
            "call: com.acme.pay.PaymentService.transfer\n",
            "call: »com.acme.pay.PaymentService.transfr\n",
            "TST002"),
        mistake(
            "call: com.acme.pay.PaymentService.transfer\n",
            "call: »com.acme.PaymentService.transfer\n",
            "TST002"),
        mistake(
            "call: com.acme.pay.PaymentService.transfer\n",
            "call: com.acme.pay.PaymentService.»trans*\n",
            "TST002"),
        mistake("call: com.acme.pay.PaymentService.transfer\n", "call: »transfer\n", "TST002"),
        mistake(
            "call: com.acme.pay.PaymentService.transfer\n",
            "call: »com.acme.pay.PaymentService.transfer(int)\n",
            "TST002"),
        mistake("args: {amount: 101", "args: {»amuont: 101", "REF001"),
        mistake("args: {amount: 101", "args: {amount: »\"101\"", "TST004"),
        mistake("currency: EUR", "currency: »978", "TST004"),
        mistake("currency: EUR", "currency: »{}", "SCH002"));
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
