package dev.callgate.policy.read;

import dev.callgate.policy.Decision;
import dev.callgate.policy.Gate;
import dev.callgate.policy.Match;
import dev.callgate.policy.Rejection;
import dev.callgate.policy.Risk;
import dev.callgate.policy.Rule;
import dev.callgate.policy.condition.When;
import dev.callgate.policy.yaml.ProblemSink;
import dev.callgate.policy.yaml.Quoted;
import dev.callgate.policy.yaml.Spelling;
import dev.callgate.policy.yaml.YamlKeys;
import dev.callgate.policy.yaml.YamlNode;
import dev.callgate.policy.yaml.YamlScalar;
import dev.callgate.policy.yaml.YamlSection;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rules of one policy. What could not be read was reported, and the rule must not be
 * used.
 */
final class RuleReader {
  static final YamlKeys KEYS =
      YamlKeys.of(
          "rule",
          "id",
          "match",
          "decide",
          "description",
          "environments",
          "when",
          "gate",
          "on_reject",
          "message",
          "show",
          "redact",
          "risk",
          "tags",
          "reason",
          "locked");

  /** A pack knows nobody's environments, and its library may be absent. */
  static final YamlKeys PACK_KEYS = packKeys();

  static final List<String> DECISIONS = List.of("deny", "gate", "audit");
  static final List<String> RISKS = List.of("low", "medium", "high", "critical");

  private final String policy;
  private final Environments environments;
  private final WhenReader whens;
  private final GateReader gates;
  private final ProblemSink problems;

  private static YamlKeys packKeys() {
    List<String> keys = new ArrayList<>(KEYS.known());
    keys.remove("environments");
    keys.add("optional");
    return new YamlKeys("rule", keys, KEYS.later());
  }

  RuleReader(
      String policy,
      Environments environments,
      WhenReader whens,
      GateReader gates,
      ProblemSink problems) {
    this.policy = policy;
    this.environments = environments;
    this.whens = whens;
    this.gates = gates;
    this.problems = problems;
  }

  Rule read(YamlSection section) {
    section.require("id");
    YamlScalar id = section.scalar("id");
    if (id != null) {
      Identifier.check(id, "rule", problems);
    }
    MatchReader matches = new MatchReader(problems);
    Match match = match(section, matches);
    KnownParameters parameters =
        new KnownParameters(match.methods(), matches.methodsReadable(), problems);
    Decision decide = decide(section);
    Gate gate = gate(section, decide, parameters);
    Risk risk = risk(section);
    List<String> redact = GateReader.parts(section, "redact", parameters, /* pointed= */ true);
    gates.checkGrant(section, gate, risk, redact);
    return new Rule(
        policy + "/" + (id == null ? "?" : id.text()),
        section.at().file() + ":" + section.at().line(),
        section.text("description"),
        match,
        when(section, parameters),
        decide,
        gate,
        onReject(section, decide, parameters),
        risk,
        message(section, parameters),
        reason(section),
        GateReader.parts(section, "show", parameters, /* pointed= */ false),
        redact,
        tags(section),
        section.flag("locked"),
        environments.references(section, problems),
        section.flag("optional"),
        decide);
  }

  private Match match(YamlSection section, MatchReader matches) {
    section.require("match");
    YamlSection match = section.section("match", MatchReader.KEYS);
    return match == null
        ? new Match(List.of(), List.of(), List.of(), List.of(), List.of())
        : matches.read(match);
  }

  /** What was written; deny, the strictest, when it could not be read. */
  private Decision decide(YamlSection section) {
    section.require("decide");
    YamlScalar scalar = section.scalar("decide");
    return switch (scalar == null ? "deny" : scalar.text()) {
      case "deny" -> Decision.DENY;
      case "gate" -> Decision.GATE;
      case "audit" -> Decision.AUDIT;
      case "allow" -> {
        String hint =
            "what no rule matches runs; narrow the strict rule, or name it in an exception";
        report(scalar, "MEAN001", "a rule cannot allow", hint);
        yield Decision.DENY;
      }
      default -> {
        reportWord(scalar, "decision", DECISIONS);
        yield Decision.DENY;
      }
    };
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

  private Gate gate(YamlSection section, Decision decide, KnownParameters parameters) {
    YamlSection gate = section.section("gate", GateReader.KEYS);
    if (gate == null) {
      return gates.standard();
    }
    if (decide != Decision.GATE && isDecision(section)) {
      problems.report(
          section.at("gate"),
          "MEAN007",
          "'gate' has no effect here",
          "write decide: gate, or remove it");
    }
    return gates.read(gate, parameters);
  }

  private Rejection onReject(YamlSection section, Decision decide, KnownParameters parameters) {
    if (section.has("on_reject") && decide == Decision.AUDIT) {
      String hint = "an audit rule refuses nothing; remove it";
      problems.report(section.at("on_reject"), "MEAN007", "'on_reject' has no effect here", hint);
    }
    return new RejectionReader(parameters, problems).read(section);
  }

  private static boolean isDecision(YamlSection section) {
    YamlNode node = section.node("decide");
    return node instanceof YamlScalar scalar && DECISIONS.contains(scalar.text());
  }

  private Risk risk(YamlSection section) {
    YamlScalar scalar = section.scalar("risk");
    return switch (scalar == null ? "medium" : scalar.text()) {
      case "low" -> Risk.LOW;
      case "medium" -> Risk.MEDIUM;
      case "high" -> Risk.HIGH;
      case "critical" -> Risk.CRITICAL;
      default -> {
        reportWord(scalar, "risk", RISKS);
        yield Risk.CRITICAL;
      }
    };
  }

  private @Nullable String message(YamlSection section, KnownParameters parameters) {
    YamlScalar scalar =
        section.has("message") ? section.scalar("message") : gates.defaults().message();
    if (scalar != null) {
      Wording.check(scalar, parameters, problems);
    }
    return scalar == null ? null : scalar.text();
  }

  private @Nullable String reason(YamlSection section) {
    YamlScalar scalar = section.scalar("reason");
    if (scalar != null && !Identifier.isReasonCode(scalar.text())) {
      String hint =
          "use capitals, digits and _, such as MONEY_OUT; sentences go into 'description'";
      report(scalar, "SCH005", "not a reason code: " + Quoted.of(scalar.text()), hint);
    }
    return scalar == null ? null : scalar.text();
  }

  private static Set<String> tags(YamlSection section) {
    Set<String> tags = new LinkedHashSet<>();
    for (YamlScalar scalar : section.scalars("tags")) {
      tags.add(scalar.text());
    }
    return tags;
  }

  private void reportWord(@Nullable YamlScalar scalar, String what, List<String> words) {
    if (scalar != null) {
      String written = scalar.text();
      report(
          scalar,
          "SCH004",
          "unknown " + what + " " + Quoted.of(written),
          Spelling.hint(written, words));
    }
  }

  private void report(@Nullable YamlScalar scalar, String code, String message, String hint) {
    if (scalar != null) {
      problems.report(scalar.at(), code, message, hint);
    }
  }
}
