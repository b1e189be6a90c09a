package dev.callgate.policy.read;

import dev.callgate.policy.Assurance;
import dev.callgate.policy.Gate;
import dev.callgate.policy.Risk;
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
          "covers",
          "assurance",
          "grant",
          "cool_down");

  /** What may be said for all gates of a pack at once. */
  static final YamlKeys PACK_KEYS =
      YamlKeys.of(
          "gate",
          "approvers",
          "quorum",
          "requester_may_approve",
          "expires",
          "assurance",
          "cool_down",
          "message");

  static final List<String> VERBS = List.of("approve", "edit", "respond", "reject");

  private final ApproverGroups groups;
  private final GateDefaults defaults;
  private final CoverReader covers;
  private final GrantReader grants;
  private final ProblemSink problems;

  /**
   * @param groups the policy's approver groups
   * @param defaults for what a gate does not say
   */
  GateReader(
      ApproverGroups groups, GateDefaults defaults, CoverReader covers, ProblemSink problems) {
    this.groups = groups;
    this.defaults = defaults;
    this.covers = covers;
    this.problems = problems;
    this.grants = new GrantReader(problems);
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
        usualQuorum(),
        requesterMayUsually(),
        expires == null ? standard.expires() : expires,
        standard.covers(),
        defaults.assurance(),
        standard.grant(),
        coolDownUsually());
  }

  /** What a file says about all gates of a pack. */
  GateDefaults readDefaults(YamlSection section) {
    YamlScalar expires = section.scalar("expires");
    List<String> approvers = section.has("approvers") ? approvers(section) : null;
    Integer quorum = section.has("quorum") ? (Integer) quorum(section) : null;
    if (quorum != null) {
      checkReachable(section, quorum, approvers == null ? List.of() : approvers);
    }
    return new GateDefaults(
        approvers,
        quorum,
        section.has("requester_may_approve")
            ? (Boolean) section.flag("requester_may_approve")
            : null,
        expires == null ? null : YamlDuration.of(expires, problems),
        assurance(section),
        coolDown(section),
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
    List<String> approvers = approvers(section);
    int quorum = quorum(section);
    checkReachable(section, quorum, approvers);
    Duration coolDown = coolDown(section);
    return new Gate(
        decisions,
        editable,
        approvers,
        quorum,
        section.has("requester_may_approve")
            ? section.flag("requester_may_approve")
            : requesterMayUsually(),
        expires(section),
        covers.read(section),
        section.has("assurance") ? assurance(section) : defaults.assurance(),
        grants.read(section, decisions, parameters),
        coolDown == null ? coolDownUsually() : coolDown);
  }

  /** Reports a grant where the rule can have none. */
  void checkGrant(YamlSection rule, Gate gate, Risk risk, List<String> redact) {
    grants.check(rule, gate, risk, redact);
  }

  private Duration coolDownUsually() {
    Duration usual = defaults.coolDown();
    return usual == null ? Duration.ZERO : usual;
  }

  private @Nullable Duration coolDown(YamlSection section) {
    YamlScalar scalar = section.scalar("cool_down");
    return scalar == null ? null : YamlDuration.of(scalar, problems);
  }

  private @Nullable Assurance assurance(YamlSection section) {
    YamlScalar scalar = section.scalar("assurance");
    Assurance assurance = scalar == null ? null : Assurance.of(scalar.text());
    if (scalar != null && assurance == null) {
      problems.report(
          scalar.at(),
          "SCH004",
          "unknown assurance " + Quoted.of(scalar.text()),
          Spelling.hint(scalar.text(), Assurance.words()));
    }
    return assurance;
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
      if (!groups.names().contains(scalar.text())) {
        String hint =
            groups.names().isEmpty()
                ? "declare it at the top: approvers: [" + scalar.text() + "]"
                : Spelling.hint(scalar.text(), groups.names());
        problems.report(
            scalar.at(), "REF002", "unknown approver group " + Quoted.of(scalar.text()), hint);
      }
      approvers.add(scalar.text());
    }
    return approvers;
  }

  private int usualQuorum() {
    Integer usual = defaults.quorum();
    return usual == null ? 1 : usual;
  }

  private boolean requesterMayUsually() {
    return Boolean.TRUE.equals(defaults.requesterMayApprove());
  }

  private int quorum(YamlSection section) {
    BigDecimal number = section.number("quorum");
    if (number == null) {
      return usualQuorum();
    }
    boolean fits =
        number.signum() > 0
            && number.stripTrailingZeros().scale() <= 0
            && number.compareTo(BigDecimal.valueOf(Gate.LARGEST_QUORUM)) <= 0;
    if (!fits) {
      problems.report(
          section.at("quorum"),
          "SCH005",
          "'quorum' counts people",
          "write a whole number from 1 to " + Gate.LARGEST_QUORUM);
    }
    // what was refused is not to be reported as out of reach as well
    return fits ? number.intValueExact() : 1;
  }

  /** Only where the size of every group is known: nothing is guessed. */
  private void checkReachable(YamlSection section, int quorum, List<String> approvers) {
    int people = groups.people(approvers);
    if (people >= 0 && quorum > people) {
      problems.report(
          section.has("quorum") ? section.at("quorum") : section.at("approvers"),
          "MEAN020",
          "quorum "
              + quorum
              + ", and "
              + String.join(", ", approvers)
              + (people == 1 ? " has 1 member" : " have " + people + " members"),
          "name more groups, lower the quorum, or correct 'members' at the top");
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
