package dev.callgate.policy.read;

import dev.callgate.policy.Decision;
import dev.callgate.policy.Gate;
import dev.callgate.policy.Layer;
import dev.callgate.policy.Match;
import dev.callgate.policy.MethodPattern;
import dev.callgate.policy.Rule;
import dev.callgate.policy.condition.When;
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

/** Reads a policy's {@code exceptions}: each weaker than the rules it names, and dated. */
final class ExceptionsReader {
  static final YamlKeys KEYS =
      YamlKeys.of(
          "exception",
          "id",
          "of",
          "decide",
          "until",
          "reason",
          "approved_by",
          "match",
          "environments",
          "when",
          "gate",
          "tags");

  static final List<String> DECISIONS = List.of("allow", "audit", "gate");

  private final String policy;
  private final Layer layer;
  private final KnownRules rules;
  private final boolean rulesRight;
  private final Environments environments;
  private final WhenReader whens;
  private final GateReader gates;
  private final ProblemSink problems;
  private final Map<String, Integer> lines = new LinkedHashMap<>();

  /**
   * @param policy what the ids of the file's own rules begin with
   * @param layer the file's
   * @param rules those an exception can be about
   * @param rulesRight false when something is wrong with them, which must not be told again
   */
  ExceptionsReader(
      String policy,
      Layer layer,
      KnownRules rules,
      boolean rulesRight,
      Environments environments,
      WhenReader whens,
      GateReader gates,
      ProblemSink problems) {
    this.policy = policy;
    this.layer = layer;
    this.rules = rules;
    this.rulesRight = rulesRight;
    this.environments = environments;
    this.whens = whens;
    this.gates = gates;
    this.problems = problems;
  }

  Relaxations read(YamlSection policy) {
    List<Relaxation> relaxations = new ArrayList<>();
    YamlSequence sequence = policy.sequence("exceptions");
    if (sequence != null) {
      for (YamlNode item : sequence.items()) {
        if (item instanceof YamlMapping mapping) {
          Relaxation relaxation = relaxation(YamlSection.of(mapping, KEYS, problems));
          if (relaxation != null) {
            relaxations.add(relaxation);
          }
        } else {
          policy.wrongKind(item, "exceptions", "exceptions, each beginning with '- id: name'");
        }
      }
    }
    return new Relaxations(relaxations);
  }

  /** Null when it could not be read, which was then reported. */
  private @Nullable Relaxation relaxation(YamlSection section) {
    for (String key : List.of("id", "of", "decide", "until", "reason")) {
      section.require(key);
    }
    section.text("reason");
    section.text("approved_by");
    section.scalars("tags");
    YamlScalar id = section.scalar("id");
    if (id != null) {
      checkId(id);
    }
    YamlScalar decide = section.scalar("decide");
    Decision decision = decide == null ? null : decision(decide);
    List<Rule> targets = targets(section, decide, decision);
    List<MethodPattern> patterns = new ArrayList<>();
    for (Rule target : targets) {
      patterns.addAll(target.match().methods());
    }
    KnownParameters parameters = new KnownParameters(patterns, !targets.isEmpty(), problems);
    When when = when(section, parameters);
    Match match = match(section, targets);
    Gate gate = gate(section, decision, parameters);
    for (Rule target : targets) {
      gates.checkGrant(section, gate, target.risk(), target.redact());
    }
    Set<String> where = environments.references(section, problems);
    YamlScalar until = section.scalar("until");
    Long ends = until == null ? null : WrittenDate.end(until, problems);
    Set<String> of = new LinkedHashSet<>();
    for (Rule target : targets) {
      of.add(target.id());
    }
    return id == null || ends == null
        ? null
        : new Relaxation(
            policy, id.text(), section.at(), of, decision, gate, when, match, where, ends);
  }

  private void checkId(YamlScalar id) {
    Identifier.check(id, "exception", problems);
    Integer first = lines.putIfAbsent(id.text(), id.at().line());
    if (first != null) {
      String message = "duplicate exception " + Quoted.of(id.text()) + ", first on line " + first;
      problems.report(id.at(), "SET004", message, "give each its own id");
    }
  }

  private @Nullable Decision decision(YamlScalar decide) {
    return switch (decide.text()) {
      case "gate" -> Decision.GATE;
      case "audit" -> Decision.AUDIT;
      case "allow" -> null;
      default -> {
        String message = "unknown decision of an exception " + Quoted.of(decide.text());
        problems.report(decide.at(), "SCH004", message, Spelling.hint(decide.text(), DECISIONS));
        yield null;
      }
    };
  }

  private List<Rule> targets(
      YamlSection section, @Nullable YamlScalar decide, @Nullable Decision decision) {
    List<Rule> targets = new ArrayList<>();
    for (YamlScalar name : section.scalars("of")) {
      KnownRules.Known known = rules.find(name.text());
      if (!rulesRight) {
        continue;
      }
      Rule rule = known == null ? null : known.rule();
      if (known == null || rule == null) {
        problems.report(
            name.at(),
            "REF007",
            "no rule is called " + Quoted.of(name.text()),
            Spelling.hint(name.text(), rules.names()));
      } else if (known.layer().isAbove(layer)) {
        problems.report(
            name.at(),
            "MEAN015",
            "the rule " + Quoted.of(name.text()) + " is of the " + known.layer().word() + " layer",
            "only that layer can make it weaker");
      } else if (rule.locked()) {
        problems.report(
            name.at(),
            "MEAN013",
            "the rule " + Quoted.of(name.text()) + " is locked",
            "change the rule itself, where everybody sees it");
      } else if (decide != null
          && DECISIONS.contains(decide.text())
          && Relaxation.weakness(decision) <= Relaxation.weakness(rule.decide())) {
        problems.report(
            decide.at(),
            "MEAN014",
            Quoted.of(decide.text()) + " is not weaker than the rule " + Quoted.of(name.text()),
            "an exception only makes a rule weaker; add a rule to be stricter");
      } else {
        targets.add(rule);
      }
    }
    return targets;
  }

  /** Which of the rules' methods; null for all of them. */
  private @Nullable Match match(YamlSection exception, List<Rule> targets) {
    YamlSection section = exception.section("match", MatchReader.OF_EXCEPTION);
    if (section == null) {
      return null;
    }
    Match match = new MatchReader(problems).narrowing(section);
    boolean fits = targets.isEmpty();
    for (Rule target : targets) {
      fits |= mayShare(target.match(), match);
    }
    if (!fits) {
      problems.report(
          exception.at("match"),
          "MEAN021",
          "the match fits no method that the exception's rules are about",
          "an exception only narrows what its rules match");
    }
    return match;
  }

  /** Whether, by the names alone, both can mean one method. */
  private static boolean mayShare(Match rule, Match exception) {
    boolean classes = rule.classes().isEmpty() || exception.exactClassNames().isEmpty();
    for (String name : exception.exactClassNames()) {
      classes |= rule.matchesClassName(name);
    }
    boolean methods = rule.methods().isEmpty() || exception.methods().isEmpty();
    for (MethodPattern one : rule.methods()) {
      for (MethodPattern other : exception.methods()) {
        methods |= mayShare(one, other);
      }
    }
    return (classes || exception.hasGlobs()) && methods;
  }

  private static boolean mayShare(MethodPattern one, MethodPattern other) {
    String exact = one.exactName();
    String otherExact = other.exactName();
    return exact == null
        ? otherExact == null || one.name().matches(otherExact)
        : other.name().matches(exact);
  }

  private When when(YamlSection section, KnownParameters parameters) {
    YamlNode node = section.node("when");
    if (node == null) {
      return new When.Always();
    }
    When when = whens.read(node);
    new WhenCheck(parameters, problems).check(when, node.at());
    return when;
  }

  private Gate gate(YamlSection section, @Nullable Decision decision, KnownParameters parameters) {
    YamlSection gate = section.section("gate", GateReader.KEYS);
    if (gate == null) {
      return Gate.standard();
    }
    if (decision != Decision.GATE) {
      String hint = "write decide: gate, or remove it";
      problems.report(section.at("gate"), "MEAN007", "'gate' has no effect here", hint);
    }
    return gates.read(gate, parameters);
  }
}
