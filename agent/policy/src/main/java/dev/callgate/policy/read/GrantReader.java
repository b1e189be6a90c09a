package dev.callgate.policy.read;

import dev.callgate.policy.Gate;
import dev.callgate.policy.GrantLimits;
import dev.callgate.policy.Risk;
import dev.callgate.policy.Verb;
import dev.callgate.policy.yaml.Place;
import dev.callgate.policy.yaml.ProblemSink;
import dev.callgate.policy.yaml.Quoted;
import dev.callgate.policy.yaml.YamlDuration;
import dev.callgate.policy.yaml.YamlEntry;
import dev.callgate.policy.yaml.YamlKeys;
import dev.callgate.policy.yaml.YamlMapping;
import dev.callgate.policy.yaml.YamlScalar;
import dev.callgate.policy.yaml.YamlSection;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a {@code gate} lets a yes stand for besides. Without the key it stands for itself. */
final class GrantReader {
  static final YamlKeys KEYS = YamlKeys.of("grant", "max_uses", "max_duration", "bind");

  private final ProblemSink problems;

  GrantReader(ProblemSink problems) {
    this.problems = problems;
  }

  @Nullable GrantLimits read(YamlSection gate, Set<Verb> decisions, KnownParameters parameters) {
    YamlSection section = gate.section("grant", KEYS);
    if (section == null) {
      return null;
    }
    if (!decisions.contains(Verb.APPROVE)) {
      problems.report(
          gate.at("grant"),
          "MEAN007",
          "'grant' has no effect here",
          "a grant is an approval: add approve to the decisions, or remove it");
    }
    section.require("max_uses");
    section.require("max_duration");
    List<String> bind =
        section.has("bind")
            ? GateReader.parts(section, "bind", parameters, /* pointed= */ false)
            : List.of(Gate.EVERY_ARGUMENT);
    return new GrantLimits(maxUses(section), maxDuration(section), bind);
  }

  private int maxUses(YamlSection section) {
    BigDecimal number = section.number("max_uses");
    if (number == null) {
      return 1;
    }
    boolean fits =
        number.signum() > 0
            && number.stripTrailingZeros().scale() <= 0
            && number.compareTo(BigDecimal.valueOf(GrantLimits.MOST_USES)) <= 0;
    if (!fits) {
      problems.report(
          section.at("max_uses"),
          "SCH005",
          "'max_uses' counts calls",
          "write a whole number from 1 to " + GrantLimits.MOST_USES);
    }
    return fits ? number.intValueExact() : 1;
  }

  private Duration maxDuration(YamlSection section) {
    YamlScalar scalar = section.scalar("max_duration");
    Duration duration = scalar == null ? null : YamlDuration.of(scalar, problems);
    if (scalar != null && duration != null && duration.compareTo(GrantLimits.LONGEST) > 0) {
      problems.report(
          scalar.at(),
          "SCH009",
          "a grant for longer than a day: " + Quoted.of(scalar.text()),
          "write 24h or less; whoever agreed yesterday is asked again");
      return GrantLimits.LONGEST;
    }
    return duration == null ? GrantLimits.LONGEST : duration;
  }

  /**
   * Reports a grant where there can be none.
   *
   * @param rule the rule's own keys
   * @param redact what of its arguments nobody may see
   */
  void check(YamlSection rule, Gate gate, Risk risk, List<String> redact) {
    GrantLimits grant = gate.grant();
    if (grant == null) {
      return;
    }
    Place at = place(rule);
    if (risk == Risk.CRITICAL) {
      problems.report(
          at,
          "MEAN022",
          "a grant for critical risk",
          "every such call is asked about: remove 'grant', or lower the risk");
    }
    List<String> unseen = unseen(grant.bind(), redact);
    if (!unseen.isEmpty()) {
      problems.report(
          at,
          "MEAN023",
          "a grant binds what nobody sees: " + String.join(", ", unseen),
          "name in 'bind' what later calls have to repeat, without what is redacted");
    }
  }

  private static Place place(YamlSection rule) {
    if (rule.node("gate") instanceof YamlMapping gate) {
      for (YamlEntry entry : gate.entries()) {
        if (entry.key().text().equals("grant")) {
          return entry.key().at();
        }
      }
    }
    return rule.at();
  }

  private static List<String> unseen(List<String> bind, List<String> redact) {
    if (redact.isEmpty() || bind.contains(Gate.EVERY_ARGUMENT)) {
      return redact;
    }
    List<String> unseen = new ArrayList<>();
    for (String bound : bind) {
      for (String hidden : redact) {
        if (hidden.equals(Gate.EVERY_ARGUMENT) || leads(bound, hidden) || leads(hidden, bound)) {
          unseen.add(bound);
          break;
        }
      }
    }
    return unseen;
  }

  /** Whether what {@code further} names is, or is a part of, what {@code way} names. */
  private static boolean leads(String way, String further) {
    return further.equals(way)
        || further.startsWith(way) && "./[".indexOf(further.charAt(way.length())) >= 0;
  }
}
