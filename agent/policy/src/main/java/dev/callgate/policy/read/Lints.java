package dev.callgate.policy.read;

import dev.callgate.policy.Decision;
import dev.callgate.policy.Problems;
import dev.callgate.policy.include.LockFile;
import dev.callgate.policy.include.PackName;
import dev.callgate.policy.include.PolicyUnit;
import dev.callgate.policy.yaml.Place;
import dev.callgate.policy.yaml.Quoted;
import dev.callgate.policy.yaml.YamlEntry;
import dev.callgate.policy.yaml.YamlMapping;
import dev.callgate.policy.yaml.YamlNode;
import dev.callgate.policy.yaml.YamlScalar;
import dev.callgate.policy.yaml.YamlSequence;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a file that is right for what its author hardly meant. Only warnings: none of it lets a
 * call run that the file holds.
 */
final class Lints {
  private static final long YEAR = 366L * 24 * 60 * 60 * 1000;

  private final PolicyUnit unit;
  private final YamlMapping root;
  private final Problems problems;
  private final Set<String> usedLists = new LinkedHashSet<>();
  private final Set<String> usedConditions = new LinkedHashSet<>();

  private Lints(PolicyUnit unit, YamlMapping root) {
    this.unit = unit;
    this.root = root;
    this.problems = unit.problems();
  }

  static void check(PolicyUnit unit, long now) {
    YamlMapping root = unit.yaml().root();
    if (root != null && unit.pack() == null) {
      new Lints(unit, root).check(now);
    }
  }

  private void check(long now) {
    if (root.entry("owner") == null && root.entry("pack") == null) {
      warn(root.at(), "LINT001", "nobody owns this policy", "add owner: team");
    }
    collect(root);
    unused("lists", usedLists, "LINT002", "list");
    unused("conditions", usedConditions, "LINT003", "condition");
    List<YamlMapping> rules = items("rules");
    for (YamlMapping rule : rules) {
      RuleLints.check(rule, problems);
    }
    for (int at = 0; at < rules.size(); at++) {
      compare(rules, at);
    }
    for (YamlMapping exception : items("exceptions")) {
      exception(exception, now);
    }
    for (PolicyUnit.Inclusion inclusion : unit.inclusions()) {
      PackName pack = inclusion.unit().pack();
      if (pack != null && unit.isRoot() && !LockFile.isBeside(unit)) {
        warn(
            inclusion.written().at(),
            "LINT014",
            "nothing pins what " + pack + " holds",
            "write " + LockFile.NAME + ": callgate policy update FILE");
      }
    }
  }

  private void warn(Place at, String code, String message, String hint) {
    problems.warn(at, code, message, hint);
  }

  private void collect(YamlNode node) {
    if (node instanceof YamlScalar scalar && scalar.text().startsWith("$")) {
      usedLists.add(scalar.text().substring(1));
    } else if (node instanceof YamlSequence sequence) {
      for (YamlNode item : sequence.items()) {
        collect(item);
      }
    } else if (node instanceof YamlMapping mapping) {
      for (YamlEntry entry : mapping.entries()) {
        if (entry.key().text().equals("use") && entry.value() instanceof YamlScalar name) {
          usedConditions.add(name.text());
        }
        collect(entry.value());
      }
    }
  }

  private void unused(String key, Set<String> used, String code, String what) {
    if (!(value(root, key) instanceof YamlMapping declared)) {
      return;
    }
    for (YamlEntry entry : declared.entries()) {
      if (!used.contains(entry.key().text())) {
        String message = "the " + what + " " + Quoted.of(entry.key().text()) + " is not used";
        warn(entry.key().at(), code, message, "remove it, or use it");
      }
    }
  }

  /** Whether another rule leaves nothing for this one to decide. */
  private void compare(List<YamlMapping> rules, int at) {
    YamlMapping rule = rules.get(at);
    for (int other = 0; other < rules.size(); other++) {
      YamlMapping stronger = rules.get(other);
      if (other == at
          || !same(value(rule, "match"), value(stronger, "match"))
          || !same(value(rule, "environments"), value(stronger, "environments"))) {
        continue;
      }
      int strictness = strictness(rule);
      boolean whens = same(value(rule, "when"), value(stronger, "when"));
      if (whens && strictness == strictness(stronger) && strictness != 1 && other < at) {
        String message = "the same as the rule " + Quoted.of(text(stronger, "id"));
        warn(rule.at(), "LINT009", message, "keep one of them");
        return;
      }
      if (strictness > strictness(stronger) && isWeaker(value(rule, "when"), stronger)) {
        String message =
            "never decides: " + Quoted.of(text(stronger, "id")) + " is stricter, for all its calls";
        warn(rule.at(), "LINT010", message, "remove it, or narrow the stricter one");
        return;
      }
    }
  }

  /** Whether the other rule's condition holds whenever this one does, as far as can be seen. */
  private static boolean isWeaker(@Nullable YamlNode when, YamlMapping other) {
    YamlNode wider = value(other, "when");
    if (wider == null || same(when, wider)) {
      return true;
    }
    if (when instanceof YamlMapping mapping && value(mapping, "all") instanceof YamlSequence all) {
      for (YamlNode part : all.items()) {
        if (same(part, wider)) {
          return true;
        }
      }
    }
    if (wider instanceof YamlMapping mapping && value(mapping, "any") instanceof YamlSequence any) {
      for (YamlNode part : any.items()) {
        if (same(part, when)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Gates of several rules add up, so two alike are no mistake. */
  private static int strictness(YamlMapping rule) {
    return switch (text(rule, "decide")) {
      case "deny" -> Decision.DENY.ordinal();
      case "gate" -> Decision.GATE.ordinal();
      default -> Decision.AUDIT.ordinal();
    };
  }

  private void exception(YamlMapping exception, long now) {
    if (exception.entry("when") == null
        && exception.entry("environments") == null
        && exception.entry("match") == null) {
      warn(
          exception.at(),
          "LINT004",
          "an exception for every call of its rules",
          "say for which calls: add when, or match");
    }
    if (value(exception, "until") instanceof YamlScalar until) {
      Long ends = WrittenDate.end(until, new Problems());
      if (ends != null && ends <= now) {
        warn(until.at(), "LINT006", "this exception has ended", "remove it");
      } else if (ends != null && ends - YEAR > now) {
        warn(
            until.at(),
            "LINT005",
            "an exception for more than a year",
            "let somebody look at it again before");
      }
    }
  }

  private List<YamlMapping> items(String key) {
    List<YamlMapping> items = new ArrayList<>();
    if (value(root, key) instanceof YamlSequence sequence) {
      for (YamlNode item : sequence.items()) {
        if (item instanceof YamlMapping mapping) {
          items.add(mapping);
        }
      }
    }
    return items;
  }

  static @Nullable YamlNode value(YamlMapping mapping, String key) {
    YamlEntry entry = mapping.entry(key);
    return entry == null ? null : entry.value();
  }

  static String text(YamlMapping mapping, String key) {
    return value(mapping, key) instanceof YamlScalar scalar ? scalar.text() : "";
  }

  /** Whether both say the same, wherever they stand. */
  private static boolean same(@Nullable YamlNode a, @Nullable YamlNode b) {
    if (a instanceof YamlScalar x && b instanceof YamlScalar y) {
      return x.text().equals(y.text());
    }
    if (a instanceof YamlSequence x && b instanceof YamlSequence y) {
      boolean all = x.items().size() == y.items().size();
      for (int at = 0; all && at < x.items().size(); at++) {
        all = same(x.items().get(at), y.items().get(at));
      }
      return all;
    }
    if (a instanceof YamlMapping x && b instanceof YamlMapping y) {
      boolean all = x.entries().size() == y.entries().size();
      for (int at = 0; all && at < x.entries().size(); at++) {
        YamlEntry entry = x.entries().get(at);
        all = same(entry.value(), value(y, entry.key().text()));
      }
      return all;
    }
    return a == null && b == null;
  }
}
