package dev.callgate.policy.read;

import dev.callgate.policy.Cover;
import dev.callgate.policy.Decision;
import dev.callgate.policy.Rule;
import dev.callgate.policy.yaml.ProblemSink;
import dev.callgate.policy.yaml.Quoted;
import dev.callgate.policy.yaml.Spelling;
import dev.callgate.policy.yaml.YamlKeys;
import dev.callgate.policy.yaml.YamlMapping;
import dev.callgate.policy.yaml.YamlNode;
import dev.callgate.policy.yaml.YamlScalar;
import dev.callgate.policy.yaml.YamlSection;
import dev.callgate.policy.yaml.YamlSequence;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what a {@code gate} {@code covers}. The rules that it names may stand in other files, so
 * {@link #check} comes when all are read. Not thread-safe.
 */
final class CoverReader {
  static final YamlKeys KEYS = YamlKeys.of("covers", "rules", "at_most", "arguments");
  private static final List<String> WORDS = List.of("shown", "same");

  private final String policy;
  private final ProblemSink problems;
  private final List<YamlScalar> named = new ArrayList<>();

  CoverReader(String policy, ProblemSink problems) {
    this.policy = policy;
    this.problems = problems;
  }

  List<Cover> read(YamlSection gate) {
    List<Cover> covers = new ArrayList<>();
    YamlSequence sequence = gate.sequence("covers");
    if (sequence != null) {
      if (sequence.items().isEmpty()) {
        problems.report(
            sequence.at(), "SCH008", "'covers' is an empty list", "remove the key or name rules");
      }
      for (YamlNode item : sequence.items()) {
        if (item instanceof YamlMapping mapping) {
          covers.add(cover(YamlSection.of(mapping, KEYS, problems)));
        } else {
          gate.wrongKind(item, "covers", "entries, each beginning with '- rules: [POLICY/RULE]'");
        }
      }
    }
    return covers;
  }

  private Cover cover(YamlSection section) {
    section.require("rules");
    List<String> rules = new ArrayList<>();
    for (YamlScalar scalar : section.scalars("rules")) {
      String whole = whole(scalar.text());
      if (whole.substring(0, whole.indexOf('/')).indexOf('*') >= 0 || whole.contains("**")) {
        problems.report(
            scalar.at(),
            "SCH005",
            "no stars for any policy: " + Quoted.of(scalar.text()),
            "name the policy: POLICY/RULE, or POLICY/*");
      } else {
        named.add(scalar);
        rules.add(whole);
      }
    }
    YamlNode arguments = section.node("arguments");
    Cover.Demand demand = Cover.Demand.SHOWN;
    List<String> parameters = new ArrayList<>();
    for (YamlScalar scalar : section.scalars("arguments")) {
      if (arguments instanceof YamlSequence) {
        parameters.add(scalar.text());
      } else if (scalar.text().equals("same")) {
        demand = Cover.Demand.SAME;
      } else if (!scalar.text().equals("shown")) {
        problems.report(
            scalar.at(),
            "SCH004",
            "unknown word " + Quoted.of(scalar.text()),
            "write shown, same, or a list of the covered call's arguments; "
                + Spelling.hint(scalar.text(), WORDS));
      }
    }
    return new Cover(rules, atMost(section), demand, parameters);
  }

  private int atMost(YamlSection section) {
    BigDecimal number = section.number("at_most");
    if (number == null) {
      return 1;
    }
    boolean fits =
        number.signum() > 0
            && number.compareTo(BigDecimal.valueOf(Cover.MOST)) <= 0
            && number.stripTrailingZeros().scale() <= 0;
    if (!fits) {
      problems.report(
          section.at("at_most"),
          "SCH005",
          "'at_most' counts calls",
          "write a whole number from 1 to " + Cover.MOST);
    }
    return fits ? number.intValueExact() : 1;
  }

  /** A rule of the same file may be called by its own id. */
  private String whole(String text) {
    return text.indexOf('/') < 0 ? policy + "/" + text : text;
  }

  /**
   * Reports names that no rule has, and rules that nothing covers.
   *
   * @param rules those of all files, as written, and the built-in ones
   */
  void check(List<Rule> rules) {
    List<String> ids = new ArrayList<>(rules.size());
    for (Rule rule : rules) {
      ids.add(rule.id());
    }
    for (YamlScalar scalar : named) {
      String pattern = whole(scalar.text());
      Rule found = null;
      for (Rule rule : rules) {
        if (Cover.isLiteral(pattern)
            ? rule.id().equals(pattern)
            : found == null && Cover.fits(pattern, rule.id())) {
          found = rule;
        }
      }
      if (found == null) {
        problems.report(
            scalar.at(),
            "REF007",
            "'covers' names no rule: " + Quoted.of(scalar.text()),
            Spelling.hint(pattern, ids));
      } else if (Cover.isLiteral(pattern) && found.decide() == Decision.DENY) {
        problems.report(
            scalar.at(),
            "MEAN019",
            "the rule " + Quoted.of(scalar.text()) + " denies, and nothing covers that",
            "remove it from 'covers'");
      } else if (Cover.isLiteral(pattern)
          && found.locked()
          && !found.id().startsWith(policy + "/")) {
        problems.report(
            scalar.at(),
            "MEAN019",
            "the rule " + Quoted.of(scalar.text()) + " is locked, and another file cannot cover it",
            "remove it from 'covers', or cover it where it stands");
      }
    }
  }
}
