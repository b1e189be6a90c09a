package dev.callgate.policy.read;

import dev.callgate.policy.PolicySet;
import dev.callgate.policy.PolicyTest;
import dev.callgate.policy.Rule;
import dev.callgate.policy.yaml.Quoted;
import dev.callgate.policy.yaml.YamlBroken;
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

/** Reads the top level of one policy file. */
final class PolicyFileReader {
  private static final YamlKeys KEYS =
      YamlKeys.of(
              "policy",
              "callgate",
              "name",
              "owner",
              "description",
              "environments",
              "approvers",
              "lists",
              "conditions",
              "rules",
              "exceptions",
              "tests")
          .andLater("include", "packs");

  private static final int MOST_RULES = 2000;

  private final Problems problems;

  PolicyFileReader(Problems problems) {
    this.problems = problems;
  }

  /**
   * One policy.
   *
   * @param name null when it has none, which was then reported
   * @param rules as written, for every environment
   */
  record Policy(
      @Nullable YamlScalar name,
      Environments environments,
      List<Rule> rules,
      Relaxations exceptions,
      List<PolicyTest> tests) {}

  Policy read(YamlMapping root) {
    if (isOtherVersion(root)) {
      return new Policy(
          null, Environments.none(root.at()), List.of(), new Relaxations(List.of()), List.of());
    }
    YamlSection section = YamlSection.of(root, KEYS, problems);
    section.require("callgate");
    YamlScalar name = name(section);
    // texts for people: only that they are texts
    section.text("owner");
    section.text("description");
    OperandReader operands = new OperandReader(problems);
    YamlMapping lists = section.mapping("lists");
    if (lists != null) {
      operands.declare(lists);
    }
    WhenReader whens = new WhenReader(operands, problems);
    YamlMapping conditions = section.mapping("conditions");
    if (conditions != null) {
      whens.declare(conditions);
    }
    GateReader gates = new GateReader(approvers(section), problems);
    String policy = name == null ? "?" : name.text();
    Environments environments = Environments.read(section, problems);
    RuleReader reader = new RuleReader(policy, environments, whens, gates, problems);
    List<Rule> rules = rules(section, reader);
    boolean right = problems.isEmpty();
    Relaxations exceptions =
        new ExceptionsReader(policy, rules, right, environments, whens, gates, problems)
            .read(section);
    List<PolicyTest> tests = new TestsReader(policy, rules, right, problems).read(section);
    return new Policy(name, environments, rules, exceptions, tests);
  }

  /** A later version's keys would only be reported as typing errors. */
  private boolean isOtherVersion(YamlMapping root) {
    YamlNode node = root.entry("callgate") == null ? null : root.entry("callgate").value();
    if (node == null || node instanceof YamlBroken) {
      return false;
    }
    boolean one = node instanceof YamlScalar scalar && scalar.plain() && scalar.text().equals("1");
    if (!one) {
      problems.report(
          node.at(),
          "SCH006",
          "unknown version of the language",
          "this version reads 'callgate: 1'");
    }
    return !one;
  }

  private @Nullable YamlScalar name(YamlSection section) {
    section.require("name");
    YamlScalar name = section.scalar("name");
    if (name != null) {
      Identifier.check(name, "policy", problems);
      if (name.text().equals(PolicySet.BUILT_IN)) {
        problems.report(name.at(), "SET002", "the name 'builtin' is taken", "choose another name");
      }
    }
    return name;
  }

  private static Set<String> approvers(YamlSection section) {
    Set<String> groups = new LinkedHashSet<>();
    for (YamlScalar scalar : section.scalars("approvers")) {
      groups.add(scalar.text());
    }
    return groups;
  }

  private List<Rule> rules(YamlSection section, RuleReader reader) {
    List<Rule> rules = new ArrayList<>();
    section.require("rules");
    YamlSequence sequence = section.sequence("rules");
    if (sequence == null) {
      return rules;
    }
    if (sequence.items().isEmpty()) {
      problems.report(
          sequence.at(),
          "SCH008",
          "a policy without rules holds nothing",
          "add a rule or remove the file");
    }
    if (sequence.items().size() > MOST_RULES) {
      problems.report(
          sequence.at(), "SCH009", "more than " + MOST_RULES + " rules", "split the file");
      return rules;
    }
    Map<String, Integer> lines = new LinkedHashMap<>();
    for (YamlNode item : sequence.items()) {
      if (item instanceof YamlMapping mapping) {
        YamlSection rule = YamlSection.of(mapping, RuleReader.KEYS, problems);
        checkDuplicate(rule.node("id"), lines);
        rules.add(reader.read(rule));
      } else {
        section.wrongKind(item, "rules", "rules, each beginning with '- id: name'");
      }
    }
    return rules;
  }

  private void checkDuplicate(@Nullable YamlNode id, Map<String, Integer> lines) {
    if (id instanceof YamlScalar scalar) {
      Integer first = lines.putIfAbsent(scalar.text(), scalar.at().line());
      if (first != null) {
        String message =
            "duplicate rule id " + Quoted.of(scalar.text()) + ", first on line " + first;
        problems.report(scalar.at(), "SET001", message, "give each rule its own id");
      }
    }
  }
}
