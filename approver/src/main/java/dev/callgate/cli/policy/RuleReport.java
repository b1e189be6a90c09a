package dev.callgate.cli.policy;

import dev.callgate.cli.terminal.OutputOption;
import dev.callgate.cli.terminal.SafeText;
import dev.callgate.policy.PolicyException;
import dev.callgate.policy.PolicySet;
import dev.callgate.policy.Problems;
import dev.callgate.policy.Rule;
import dev.callgate.policy.trial.RuleWords;
import dev.callgate.policy.trial.TestResult;
import dev.callgate.policy.yaml.Place;
import dev.callgate.policy.yaml.Spelling;
import dev.callgate.protocol.Json;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What rules mean, in sentences. */
final class RuleReport {
  /** How it is written. */
  enum Format {
    TEXT,
    JSON,
    MD
  }

  private final PolicySet policy;
  private final PrintStream out;

  RuleReport(PolicySet policy, PrintStream out) {
    this.policy = policy;
    this.out = out;
  }

  /**
   * Writes it.
   *
   * @param id of one rule; null for every rule
   * @throws PolicyException when there is no such rule, or several
   */
  void write(@Nullable String id, Format format) throws PolicyException {
    List<Rule> rules = id == null ? written() : List.of(named(id));
    ArrayNode array = Json.mapper().createArrayNode();
    if (format == Format.MD) {
      line("# What the policies hold");
      line("");
      line("Policy set `" + policy.digest() + "`.");
    }
    for (Rule rule : rules) {
      RuleWords words = RuleWords.of(rule, policy);
      switch (format) {
        case JSON -> json(array.addObject(), words);
        case MD -> markdown(words);
        case TEXT -> text(words);
      }
    }
    if (format == Format.JSON) {
      OutputOption.write(out, array);
    }
  }

  /** Those that stand in a file, without what exceptions make of them. */
  private List<Rule> written() {
    List<Rule> rules = new ArrayList<>();
    for (Rule rule : policy.rules()) {
      if (rule.id().equals(rule.origin())) {
        rules.add(rule);
      }
    }
    return rules;
  }

  private Rule named(String id) throws PolicyException {
    List<String> known = new ArrayList<>();
    List<Rule> found = new ArrayList<>();
    for (Rule rule : written()) {
      known.add(rule.id());
      if (rule.id().equals(id) || rule.id().endsWith("/" + id)) {
        found.add(rule);
      }
    }
    if (found.size() != 1) {
      Problems problems = new Problems();
      problems.report(
          new Place("command line", 1, 1),
          "REF007",
          (found.isEmpty() ? "unknown rule '" : "several policies have a rule '") + id + "'",
          Spelling.hint(id, known));
      throw new PolicyException(problems.inOrder());
    }
    return found.get(0);
  }

  private void text(RuleWords words) {
    Rule rule = words.rule();
    line(rule.id() + "  " + TestResult.word(rule.decide()) + "  " + rule.source());
    words.sentences().forEach(sentence -> line("  " + sentence));
    line("");
  }

  private void markdown(RuleWords words) {
    Rule rule = words.rule();
    line("");
    line("## " + rule.id() + ": " + TestResult.word(rule.decide()));
    line("");
    line("`" + rule.source() + "`");
    line("");
    for (String sentence : words.sentences()) {
      int depth = 0;
      while (sentence.startsWith("  ", 2 * depth)) {
        depth++;
      }
      line("  ".repeat(depth) + "* " + sentence.strip());
    }
  }

  private static void json(ObjectNode json, RuleWords words) {
    Rule rule = words.rule();
    json.put("id", rule.id()).put("decide", TestResult.word(rule.decide()));
    json.put("source", rule.source()).put("locked", rule.locked());
    ArrayNode sentences = json.putArray("sentences");
    words.sentences().forEach(sentences::add);
  }

  private void line(String text) {
    out.println(SafeText.of(text));
  }
}
