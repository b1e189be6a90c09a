package dev.callgate.policy.read;

import dev.callgate.policy.Decision;
import dev.callgate.policy.PolicySet;
import dev.callgate.policy.PolicyTest;
import dev.callgate.policy.Rule;
import dev.callgate.policy.StubCall;
import dev.callgate.policy.yaml.ProblemSink;
import dev.callgate.policy.yaml.Quoted;
import dev.callgate.policy.yaml.Spelling;
import dev.callgate.policy.yaml.YamlKeys;
import dev.callgate.policy.yaml.YamlMapping;
import dev.callgate.policy.yaml.YamlNode;
import dev.callgate.policy.yaml.YamlScalar;
import dev.callgate.policy.yaml.YamlSection;
import dev.callgate.policy.yaml.YamlSequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a policy's {@code tests}. A test that could not fail is a mistake: one that says a rule
 * applies and not which, or whose call no rule is about.
 */
final class TestsReader {
  static final YamlKeys KEYS =
      YamlKeys.of(
          "test",
          "name",
          "call",
          "args",
          "self",
          "context",
          "facts",
          "called_from",
          "caller",
          "thread",
          "annotated",
          "subtype_of",
          "environment",
          "at",
          "expect",
          "rules");

  static final List<String> EXPECTATIONS = List.of("allow", "audit", "gate", "deny");

  private final String policy;
  private final List<Rule> rules;
  private final boolean rulesRight;
  private final ProblemSink problems;
  private final Map<String, Integer> lines = new LinkedHashMap<>();

  /**
   * @param rules all of the policy's
   * @param rulesRight false when something is wrong with them, which must not be told again for
   *     every test about them
   */
  TestsReader(String policy, List<Rule> rules, boolean rulesRight, ProblemSink problems) {
    this.policy = policy;
    this.rules = rules;
    this.rulesRight = rulesRight;
    this.problems = problems;
  }

  List<PolicyTest> read(YamlSection section) {
    List<PolicyTest> tests = new ArrayList<>();
    YamlSequence sequence = section.sequence("tests");
    if (sequence != null) {
      for (YamlNode item : sequence.items()) {
        if (item instanceof YamlMapping mapping) {
          PolicyTest test = test(YamlSection.of(mapping, KEYS, problems));
          if (test != null) {
            tests.add(test);
          }
        } else {
          section.wrongKind(item, "tests", "tests, each beginning with '- name: text'");
        }
      }
    }
    return tests;
  }

  private @Nullable PolicyTest test(YamlSection section) {
    section.require("name");
    section.require("call");
    section.require("expect");
    YamlScalar name = section.scalar("name");
    if (name != null) {
      checkDuplicate(name);
    }
    YamlScalar expect = section.scalar("expect");
    Decision expected = expect == null ? null : expected(expect);
    Set<String> named = named(section);
    if (expect != null && EXPECTATIONS.contains(expect.text())) {
      checkRules(section, expected, named);
    }
    StubCall call =
        rulesRight ? new StubCallReader(rules, problems).read(section, implied(named)) : null;
    return name == null || call == null
        ? null
        : new PolicyTest(
            name.text(), section.at(), policy, call, section.text("environment"), expected, named);
  }

  /** A test that expects a rule by annotation is about a method that carries it. */
  private Set<String> implied(Set<String> named) {
    Set<String> annotations = new LinkedHashSet<>();
    for (Rule rule : rules) {
      if (named.contains(rule.id()) && !rule.match().annotations().isEmpty()) {
        annotations.add(rule.match().annotations().get(0));
      }
    }
    return annotations;
  }

  private void checkDuplicate(YamlScalar name) {
    Integer first = lines.putIfAbsent(name.text(), name.at().line());
    if (first != null) {
      String message = "duplicate test " + Quoted.of(name.text()) + ", first on line " + first;
      problems.report(name.at(), "SET003", message, "say what is different about it");
    }
  }

  private @Nullable Decision expected(YamlScalar expect) {
    return switch (expect.text()) {
      case "deny" -> Decision.DENY;
      case "gate" -> Decision.GATE;
      case "audit" -> Decision.AUDIT;
      case "allow" -> null;
      default -> {
        String message = "unknown expectation " + Quoted.of(expect.text());
        problems.report(expect.at(), "SCH004", message, Spelling.hint(expect.text(), EXPECTATIONS));
        yield null;
      }
    };
  }

  private Set<String> named(YamlSection section) {
    List<String> known = new ArrayList<>();
    for (Rule rule : rules) {
      boolean own = rule.id().startsWith(policy + "/");
      known.add(own ? rule.id().substring(policy.length() + 1) : rule.id());
    }
    known.add(PolicySet.BUILT_IN + "/irreversible");
    Set<String> named = new LinkedHashSet<>();
    for (YamlScalar id : section.scalars("rules")) {
      if (rulesRight && !known.contains(id.text())) {
        problems.report(
            id.at(),
            "REF007",
            "unknown rule " + Quoted.of(id.text()),
            Spelling.hint(id.text(), known));
      }
      named.add(id.text().indexOf('/') < 0 ? policy + "/" + id.text() : id.text());
    }
    return named;
  }

  private void checkRules(YamlSection section, @Nullable Decision expected, Set<String> named) {
    if (expected == null && !named.isEmpty()) {
      problems.report(
          section.at("rules"),
          "TST001",
          "what is allowed is so because no rule applies",
          "remove 'rules', or expect the decision of the rule");
    } else if (expected != null && !section.has("rules") && !section.misspells("rules")) {
      problems.report(
          section.at("expect"),
          "TST001",
          "a test must name the rules that are to apply",
          "add rules: [id]; without it the test passes for a wrong reason");
    }
  }
}
