package dev.callgate.policy.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.policy.PolicyFolder;
import dev.callgate.policy.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes of a condition that some test notices, each beside the same where none does. */
class MutationRunTest {
  private final Path directory;

  MutationRunTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private static String policy(String when, String... tests) {
    StringBuilder policy =
        new StringBuilder(
            """
            callgate: 1
            name: pay
            rules:
              - id: r
                match: {class: a.B, method: "m(int n, String c, java.util.List tags)"}
                decide: gate
                when: %s
            tests:
            """
                .formatted(when));
    int number = 0;
    for (String test : tests) {
      boolean held = test.startsWith("+");
      policy
          .append("  - {name: t" + number++ + ", call: a.B.m, args: {")
          .append(test.substring(1))
          .append(held ? "}, expect: gate, rules: [r]}\n" : "}, expect: allow}\n");
    }
    return policy.toString();
  }

  private MutationRun run(String policy) throws Exception {
    new PolicyFolder(directory).file("p.callgate.yaml", policy);
    MutationRun run =
        MutationRun.of(directory.resolve("p.callgate.yaml").toFile(), List.of(), () -> {});
    return Objects.requireNonNull(run);
  }

  private List<String> unnoticed(String when, String... tests) throws Exception {
    return run(policy(when, tests)).survivors().stream().map(Mutant::change).toList();
  }

  @Test
  void aBoundaryIsNoticedByTheNumberItself() throws Exception {
    String when = "{arg: n, gt: 50}";

    assertThat(unnoticed(when, "+n: 60", "-n: 40")).containsExactly("'gt' made 'gte'");
    assertThat(unnoticed(when, "+n: 60", "-n: 50")).isEmpty();
    assertThat(unnoticed("{arg: n, lte: 50}", "+n: 40", "-n: 60"))
        .containsExactly("'lte' made 'lt'");
    assertThat(unnoticed("{arg: n, lte: 50}", "+n: 50", "-n: 60")).isEmpty();
  }

  @Test
  void aPartIsNeededWhereATestHasOnlyItFalse() throws Exception {
    String when = "{all: [{arg: n, gt: 50}, {arg: c, eq: USD}]}";

    assertThat(unnoticed(when, "+n: 51, c: USD", "-n: 50, c: USD"))
        .containsExactly("'eq' taken away");
    assertThat(unnoticed(when, "+n: 51, c: USD", "-n: 50, c: USD", "-n: 51, c: EUR")).isEmpty();
  }

  @Test
  void aPartOfAnyIsNeededWhereATestHasOnlyItTrue() throws Exception {
    String when = "{any: [{arg: n, gt: 50}, {arg: c, eq: USD}]}";

    assertThat(unnoticed(when, "+n: 51, c: USD", "-n: 50, c: EUR"))
        .containsExactly("'any' made 'all'", "'gt' taken away", "'eq' taken away");
    assertThat(unnoticed(when, "+n: 51, c: EUR", "+n: 5, c: USD", "-n: 50, c: EUR")).isEmpty();
  }

  @Test
  void aForgottenNotIsNoticed() throws Exception {
    assertThat(unnoticed("{not: {arg: c, in: [USD, EUR]}}", "+c: GBP", "-c: USD")).isEmpty();
    assertThat(unnoticed("{none: [{arg: c, eq: USD}, {arg: n, lt: 5}]}", "+c: GBP, n: 9"))
        .containsExactly(
            "'none' made 'not' of 'all'", "'eq' taken away", "'lt' taken away", "'lt' made 'lte'");
  }

  @Test
  void ofOneWordHasAllIsHasAnyAndNotAChange() throws Exception {
    assertThat(unnoticed("{arg: tags, has_all: [a]}", "+tags: [a, b]", "-tags: [b]")).isEmpty();
    assertThat(unnoticed("{arg: tags, has_all: [a, b]}", "+tags: [a, b]", "-tags: [c]"))
        .containsExactly("'has_all' made 'has_any'");
    assertThat(unnoticed("{arg: tags, has_all: [a, b]}", "+tags: [a, b]", "-tags: [a]")).isEmpty();
  }

  @Test
  void eachOperatorOfAPartIsNeeded() throws Exception {
    assertThat(unnoticed("{arg: n, gt: 5, lt: 9}", "+n: 6", "-n: 5"))
        .containsExactly("'lt' taken away", "'lt' made 'lte'");
    assertThat(unnoticed("{arg: n, gt: 5, lt: 9}", "+n: 6", "-n: 5", "-n: 9")).isEmpty();
  }

  @Test
  void aNamedConditionIsChangedOnceWhateverUsesIt() throws Exception {
    String policy =
        """
        callgate: 1
        name: pay
        conditions:
          large: {arg: n, gte: 50}
        rules:
          - {id: r, match: {class: a.B, method: m(int n)}, decide: gate, when: {use: large}}
          - {id: s, match: {class: a.C, method: m(int n)}, decide: deny, when: {use: large}}
        tests:
          - {name: a, call: a.C.m, args: {n: 50}, expect: deny, rules: [s]}
          - {name: b, call: a.C.m, args: {n: 49}, expect: allow}
        """;

    assertThat(run(policy).mutants()).isEqualTo(2);
    assertThat(run(policy).survivors()).isEmpty();
  }

  @Test
  void anExceptionIsChangedToo() throws Exception {
    String policy =
        """
        callgate: 1
        name: pay
        rules:
          - {id: r, match: {class: a.B, method: m(int n)}, decide: gate}
        exceptions:
          - {id: small, of: [r], decide: allow, when: {arg: n, lt: 50}, until: "2037-01-01", reason: "x"}
        tests:
          - {name: a, call: a.B.m, args: {n: 1}, expect: allow}
          - {name: b, call: a.B.m, args: {n: 50}, expect: gate, rules: [r]}
        """;

    assertThat(run(policy).mutants()).isEqualTo(2);
    assertThat(run(policy).survivors()).isEmpty();
    assertThat(run(policy.replace("n: 50}, expect", "n: 60}, expect")).survivors())
        .extracting(Mutant::change)
        .containsExactly("'lt' made 'lte'");
  }

  @Test
  void whatSurvivesIsToldWhereItStands() throws Exception {
    Problem problem = run(policy("{arg: n, gt: 50}", "+n: 60", "-n: 40")).problems().get(0);

    assertThat(problem.toLine())
        .endsWith(
            "p.callgate.yaml:7:20: warning [TST006] pay/r: no test notices 'gt' made 'gte'; add a test with exactly this number");
  }

  @Test
  void nothingIsChangedWhereATestFailsAnyway() throws Exception {
    new PolicyFolder(directory)
        .file("p.callgate.yaml", policy("{arg: n, gt: 50}", "+n: 40", "-n: 60"));

    assertThat(MutationRun.of(directory.resolve("p.callgate.yaml").toFile(), List.of(), () -> {}))
        .isNull();
  }

  @Test
  void whoeverWaitsHearsOfEachChange() throws Exception {
    AtomicInteger ticks = new AtomicInteger();
    new PolicyFolder(directory)
        .file("p.callgate.yaml", policy("{arg: n, gt: 50}", "+n: 60", "-n: 40"));
    MutationRun run =
        Objects.requireNonNull(
            MutationRun.of(
                directory.resolve("p.callgate.yaml").toFile(), List.of(), ticks::incrementAndGet));

    assertThat(ticks.get()).isEqualTo(run.mutants()).isEqualTo(2);
    assertThat(run.noticed()).isEqualTo(1);
  }
}
