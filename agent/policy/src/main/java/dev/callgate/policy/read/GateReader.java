package dev.callgate.policy.read;

import dev.callgate.policy.Gate;
import dev.callgate.policy.Verb;
import dev.callgate.policy.yaml.ProblemSink;
import dev.callgate.policy.yaml.Quoted;
import dev.callgate.policy.yaml.Spelling;
import dev.callgate.policy.yaml.YamlDuration;
import dev.callgate.policy.yaml.YamlKeys;
import dev.callgate.policy.yaml.YamlScalar;
import dev.callgate.policy.yaml.YamlSection;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a rule's {@code gate}. */
final class GateReader {
  static final YamlKeys KEYS =
      YamlKeys.of(
          "gate",
          "decisions",
          "editable",
          "approvers",
          "quorum",
          "requester_may_approve",
          "expires",
          "covers");

  /** What may be said for all gates of a pack at once. */
  static final YamlKeys PACK_KEYS =
      YamlKeys.of("gate", "approvers", "quorum", "requester_may_approve", "expires", "message");

  static final List<String> VERBS = List.of("approve", "edit", "respond", "reject");

  private final Set<String> groups;
  private final GateDefaults defaults;
  private final CoverReader covers;
  private final ProblemSink problems;

  /**
   * @param groups the policy's approver groups
   * @param defaults for what a gate does not say
   */
  GateReader(Set<String> groups, GateDefaults defaults, CoverReader covers, ProblemSink problems) {
    this.groups = groups;
    this.defaults = defaults;
    this.covers = covers;
    this.problems = problems;
  }

  GateDefaults defaults() {
    return defaults;
  }

  /** What a rule without a {@code gate} gets. */
  Gate standard() {
    Gate standard = Gate.standard();
    List<String> approvers = defaults.approvers();
    Duration expires = defaults.expires();
    return new Gate(
        standard.decisions(),
        standard.editable(),
        approvers == null ? standard.approvers() : approvers,
        standard.quorum(),
        expires == null ? standard.expires() : expires,
        standard.covers());
  }

  /** What a file says about all gates of a pack. */
  GateDefaults readDefaults(YamlSection section) {
    checkQuorum(section);
    YamlScalar expires = section.scalar("expires");
    return new GateDefaults(
        section.has("approvers") ? approvers(section) : null,
        expires == null ? null : YamlDuration.of(expires, problems),
        section.scalar("message"));
  }

  Gate read(YamlSection section, KnownParameters parameters) {
    Set<Verb> decisions = decisions(section);
    List<String> editable = references(section, "editable", parameters);
    if (decisions.contains(Verb.EDIT) && !section.has("editable")) {
      String hint = "add editable: [name], or [\"*\"] for every argument";
      problems.report(section.at("decisions"), "MEAN005", "'edit' without 'editable'", hint);
    }
    if (!decisions.contains(Verb.EDIT)
        && section.has("editable")
        && !section.misspells("decisions")) {
      String hint = "add it: decisions: [approve, edit, reject]";
      problems.report(
          section.at("editable"),
          "MEAN005",
          "'editable' but 'edit' is not among the decisions",
          hint);
    }
    checkQuorum(section);
    return new Gate(
        decisions, editable, approvers(section), 1, expires(section), covers.read(section));
  }

  private Set<Verb> decisions(YamlSection section) {
    if (!section.has("decisions")) {
      return EnumSet.of(Verb.APPROVE, Verb.REJECT);
    }
    Set<Verb> decisions = EnumSet.noneOf(Verb.class);
    boolean readable = true;
    for (YamlScalar scalar : section.scalars("decisions")) {
      Verb verb = verb(scalar);
      readable &= verb != null;
      if (verb != null) {
        decisions.add(verb);
      }
    }
    if (readable && !decisions.isEmpty() && !decisions.contains(Verb.REJECT)) {
      String hint = "add it: whoever may decide may say no";
      problems.report(section.at("decisions"), "MEAN006", "'reject' cannot be left out", hint);
    }
    return decisions;
  }

  private @Nullable Verb verb(YamlScalar scalar) {
    return switch (scalar.text()) {
      case "approve" -> Verb.APPROVE;
      case "edit" -> Verb.EDIT;
      case "respond" -> Verb.RESPOND;
      case "reject" -> Verb.REJECT;
      default -> {
        problems.report(
            scalar.at(),
            "SCH004",
            "unknown decision " + Quoted.of(scalar.text()),
            Spelling.hint(scalar.text(), VERBS));
        yield null;
      }
    };
  }

  private List<String> approvers(YamlSection section) {
    List<String> approvers = new ArrayList<>();
    List<String> usual = defaults.approvers();
    if (!section.has("approvers") && usual != null) {
      return usual;
    }
    for (YamlScalar scalar : section.scalars("approvers")) {
      if (!groups.contains(scalar.text())) {
        String hint =
            groups.isEmpty()
                ? "declare it at the top: approvers: [" + scalar.text() + "]"
                : Spelling.hint(scalar.text(), groups);
        problems.report(
            scalar.at(), "REF002", "unknown approver group " + Quoted.of(scalar.text()), hint);
      }
      approvers.add(scalar.text());
    }
    return approvers;
  }

  /**
   * A JVM can ask and never decide, so {@code requester_may_approve: false} is what holds anyway.
   */
  private void checkQuorum(YamlSection section) {
    if (section.flag("requester_may_approve")) {
      problems.report(
          section.at("requester_may_approve"),
          "SCH007",
          "not supported by this version: requester_may_approve: true",
          "remove it; whoever asks can never decide");
    }
    BigDecimal quorum = section.number("quorum");
    if (quorum == null || quorum.compareTo(BigDecimal.ONE) == 0) {
      return;
    }
    boolean whole = quorum.signum() > 0 && quorum.stripTrailingZeros().scale() <= 0;
    if (whole) {
      problems.report(
          section.at("quorum"),
          "SCH007",
          "not supported by this version: quorum " + quorum.toPlainString(),
          "one person decides; a larger quorum is refused because ignoring it would be weaker than what the file says");
    } else {
      problems.report(section.at("quorum"), "SCH005", "'quorum' counts people", "write 1");
    }
  }

  private Duration expires(YamlSection section) {
    YamlScalar scalar = section.scalar("expires");
    Duration expires = scalar == null ? defaults.expires() : YamlDuration.of(scalar, problems);
    return expires == null ? Gate.DEFAULT_EXPIRES : expires;
  }

  /** Parameters by name or index or parts of them, or {@link Gate#EVERY_ARGUMENT}. */
  static List<String> parts(
      YamlSection section, String key, KnownParameters parameters, boolean pointed) {
    List<String> references = new ArrayList<>();
    for (YamlScalar scalar : section.scalars(key)) {
      if (!scalar.text().equals(Gate.EVERY_ARGUMENT)) {
        if (pointed) {
          parameters.checkRedaction(scalar);
        } else {
          parameters.checkPart(scalar.text(), scalar, 0);
        }
      }
      references.add(scalar.text());
    }
    return references;
  }

  /** Parameters by name or index, or {@link Gate#EVERY_ARGUMENT}. */
  static List<String> references(YamlSection section, String key, KnownParameters parameters) {
    List<String> references = new ArrayList<>();
    for (YamlScalar scalar : section.scalars(key)) {
      if (!scalar.text().equals(Gate.EVERY_ARGUMENT)) {
        parameters.check(scalar.text(), scalar.at());
      }
      references.add(scalar.text());
    }
    return references;
  }
}
