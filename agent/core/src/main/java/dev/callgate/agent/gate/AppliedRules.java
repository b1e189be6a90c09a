package dev.callgate.agent.gate;

import dev.callgate.Outcome;
import dev.callgate.agent.value.Excerpts;
import dev.callgate.agent.value.Snapshot;
import dev.callgate.agent.value.TooLargeException;
import dev.callgate.policy.ArgumentPart;
import dev.callgate.policy.BoundRule;
import dev.callgate.policy.Cover;
import dev.callgate.policy.Decision;
import dev.callgate.policy.Explanation;
import dev.callgate.policy.GrantLimits;
import dev.callgate.policy.Risk;
import dev.callgate.policy.Rule;
import dev.callgate.policy.Verb;
import dev.callgate.policy.condition.CallView;
import dev.callgate.policy.condition.ConditionCompiler;
import dev.callgate.policy.condition.PartReader;
import dev.callgate.policy.condition.Truth;
import dev.callgate.policy.condition.When;
import dev.callgate.protocol.AppliedRule;
import dev.callgate.protocol.Assurance;
import dev.callgate.protocol.Demand;
import dev.callgate.protocol.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rules that apply to one call, merged so that another rule can only make it stricter: the
 * strictest decision wins, what a person may decide and edit is what every rule allows, the
 * shortest wait counts. Immutable; never empty.
 */
final class AppliedRules {
  /** Stands in place of a value that nobody may see. */
  static final String HIDDEN = "(redacted)";

  /** Not among the arguments in some frameworks, and what a person has to know before all else. */
  private static final When.Subject.Fact TOOL_NAME = new When.Subject.Fact("tool.name");

  private static final int MOST_REASONS = 8;
  private static final int LONGEST_REASON = 300;

  private final GatePoint point;
  private final List<BoundRule> rules;
  private final List<RuleTally> tallies;
  private final CallView call;
  private final boolean rehearsed;

  private AppliedRules(
      GatePoint point,
      List<BoundRule> rules,
      List<RuleTally> tallies,
      CallView call,
      boolean rehearsed) {
    this.point = point;
    this.rules = rules;
    this.tallies = tallies;
    this.call = call;
    this.rehearsed = rehearsed;
  }

  /**
   * Judges the call as its arguments are now, and counts it, unless no rule applies: then null.
   * What cannot be decided applies.
   */
  static @Nullable AppliedRules judge(GatePoint point, CallView call) {
    return judge(point, call, /* counting= */ true);
  }

  /** Judges arguments that a person has edited: the same call, so it is not counted twice. */
  static @Nullable AppliedRules judgeAgain(GatePoint point, CallView call) {
    return judge(point, call, /* counting= */ false);
  }

  private static @Nullable AppliedRules judge(GatePoint point, CallView call, boolean counting) {
    List<BoundRule> rules = point.rules();
    List<RuleTally> tallies = point.tallies();
    int first = 0;
    Truth truth = Truth.FALSE;
    while (first < rules.size()) {
      truth = rules.get(first).condition().test(call);
      if (truth != Truth.FALSE) {
        break;
      }
      first++;
    }
    if (first == rules.size()) {
      return null;
    }
    List<BoundRule> applied = new ArrayList<>(rules.size());
    List<RuleTally> counted = new ArrayList<>(rules.size());
    for (int i = 0; i < rules.size(); i++) {
      BoundRule rule = rules.get(i);
      RuleTally tally = tallies.get(i);
      if (i > first) {
        truth = rule.condition().test(call);
      }
      Truth here = i < first ? Truth.FALSE : truth;
      if (counting) {
        tally.judged(rule, here, call);
      }
      if (here != Truth.FALSE) {
        applied.add(rule);
        counted.add(tally);
      }
    }
    return new AppliedRules(point, applied, counted, call, /* rehearsed= */ false);
  }

  /** The same where this environment enforces what it only records: they ask as written. */
  AppliedRules rehearsed() {
    return new AppliedRules(point, rules, tallies, call, /* rehearsed= */ true);
  }

  boolean isRehearsed() {
    return rehearsed;
  }

  /** Whether the rule has a person asked. */
  boolean asks(BoundRule rule) {
    return (rehearsed ? rule.rule().written() : rule.rule().decide()) == Decision.GATE;
  }

  void countHeld() {
    for (RuleTally tally : tallies) {
      tally.held();
    }
  }

  void countEnded(Outcome outcome) {
    for (RuleTally tally : tallies) {
      tally.ended(outcome);
    }
  }

  void countCovered() {
    for (RuleTally tally : tallies) {
      tally.covered();
    }
  }

  void countDenied() {
    for (RuleTally tally : tallies) {
      tally.denied();
    }
  }

  void countUnasked() {
    for (RuleTally tally : tallies) {
      tally.unasked();
    }
  }

  void countAudited() {
    Decision without = written();
    for (RuleTally tally : tallies) {
      tally.audited(without);
    }
  }

  /** What would be decided if this environment did not only record. */
  Decision written() {
    Decision strictest = Decision.AUDIT;
    for (BoundRule rule : rules) {
      Decision written = rule.rule().written();
      strictest = written.compareTo(strictest) < 0 ? written : strictest;
    }
    return strictest;
  }

  Decision decision() {
    Decision strictest = Decision.AUDIT;
    for (BoundRule rule : rules) {
      if (rule.rule().decide().compareTo(strictest) < 0) {
        strictest = rule.rule().decide();
      }
    }
    return strictest;
  }

  /**
   * The rule that speaks for all: of those with the strictest decision the one with the highest
   * risk, then by id.
   */
  BoundRule leading() {
    Decision strictest = decision();
    BoundRule leading = null;
    for (BoundRule rule : rules) {
      if (rule.rule().decide() == strictest
          && (leading == null
              || rule.rule().risk().compareTo(leading.rule().risk()) > 0
              || rule.rule().risk() == leading.rule().risk()
                  && rule.rule().id().compareTo(leading.rule().id()) < 0)) {
        leading = rule;
      }
    }
    return Objects.requireNonNull(leading);
  }

  /** Whether some rule here was not among those a person has decided on. */
  boolean addsTo(AppliedRules decided) {
    for (BoundRule rule : rules) {
      if (rule.rule().decide() != Decision.AUDIT && !decided.rules.contains(rule)) {
        return true;
      }
    }
    return false;
  }

  /** The rules that ask. */
  List<Rule> gating() {
    List<Rule> gating = new ArrayList<>(rules.size());
    for (BoundRule rule : gatingHere()) {
      gating.add(rule.rule());
    }
    return gating;
  }

  /** The same, as they stand on this method. */
  List<BoundRule> gatingHere() {
    List<BoundRule> gating = new ArrayList<>(rules.size());
    for (BoundRule rule : rules) {
      if (asks(rule)) {
        gating.add(rule);
      }
    }
    return gating;
  }

  /** What an approval covers: what every rule that asks says in the same words. */
  List<Cover> covers() {
    List<Cover> common = null;
    for (Rule rule : gating()) {
      if (common == null) {
        common = new ArrayList<>(rule.gate().covers());
      } else {
        common.retainAll(rule.gate().covers());
      }
    }
    return common == null || point.key().isConstructor() ? List.of() : common;
  }

  /** Who has to say yes: what each rule that asks demands, side by side and never merged. */
  List<Demand> demands() {
    List<Demand> demands = new ArrayList<>(rules.size());
    for (Rule rule : gating()) {
      demands.add(demand(rule));
    }
    return demands;
  }

  static Demand demand(Rule rule) {
    return new Demand(
        rule.id(),
        rule.gate().approvers(),
        rule.gate().quorum(),
        rule.gate().requesterMayApprove(),
        assurance(rule.gate().assurance()));
  }

  private static Assurance assurance(dev.callgate.policy.@Nullable Assurance said) {
    return said == null
        ? Assurance.SERVER
        : switch (said) {
          case SERVER -> Assurance.SERVER;
          case REVIEWER -> Assurance.REVIEWER;
          case REVIEWER_AND_LOG -> Assurance.REVIEWER_AND_LOG;
        };
  }

  List<Verdict> verdicts() {
    Set<Verb> common = EnumSet.allOf(Verb.class);
    for (BoundRule rule : rules) {
      if (asks(rule)) {
        common.retainAll(rule.rule().gate().decisions());
      }
    }
    boolean editable = false;
    for (int i = 0; i < leading().parameterNames().size(); i++) {
      editable |= isEditable(i);
    }
    List<Verdict> verdicts = new ArrayList<>();
    for (Verb verb : common) {
      boolean possible =
          switch (verb) {
            case APPROVE, REJECT -> true;
            case EDIT -> editable;
            // A constructor's object exists already; nobody can answer in its place.
            case RESPOND -> !point.key().isConstructor();
          };
      if (possible) {
        verdicts.add(
            switch (verb) {
              case APPROVE -> Verdict.APPROVE;
              case EDIT -> Verdict.EDIT;
              case RESPOND -> Verdict.RESPOND;
              case REJECT -> Verdict.REJECT;
            });
      }
    }
    return verdicts;
  }

  /**
   * A name for each parameter: the leading rule's, or, where it gives none, another rule's. No two
   * are the same, because an edit names its argument.
   */
  List<String> parameterNames() {
    List<String> names = new ArrayList<>(leading().parameterNames());
    for (int i = 0; i < names.size(); i++) {
      String unnamed = "arg" + i;
      for (BoundRule rule : rules) {
        String other = rule.parameterNames().get(i);
        if (names.get(i).equals(unnamed) && !names.contains(other)) {
          names.set(i, other);
        }
      }
    }
    return names;
  }

  boolean isEditable(int index) {
    for (BoundRule rule : rules) {
      if (asks(rule) && !rule.isEditable(index)) {
        return false;
      }
    }
    return true;
  }

  /**
   * What a reviewer sees of an argument: itself, but for its hidden parts, or some parts of it, or
   * nothing.
   */
  List<ArgumentPart> shown(int index) {
    ArgumentPart whole = ArgumentPart.whole(index);
    if (isShown(whole)) {
      return List.of(whole);
    }
    List<ArgumentPart> shown = new ArrayList<>();
    for (BoundRule rule : rules) {
      for (ArgumentPart part : rule.shownParts()) {
        if (part.index() == index && isShown(part) && !shown.contains(part)) {
          shown.add(part);
        }
      }
    }
    return shown;
  }

  private boolean isShown(ArgumentPart part) {
    if (point.redacted().contains(part.index())) {
      return false;
    }
    for (BoundRule rule : rules) {
      if (!rule.isShown(part)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a reviewer sees all of it: nothing in it is hidden. */
  boolean isShownWholly(ArgumentPart part) {
    for (BoundRule rule : rules) {
      for (ArgumentPart hidden : rule.hiddenParts()) {
        if (hidden.index() == part.index() && hidden.path().meets(part.path())) {
          return false;
        }
      }
    }
    return isShown(part);
  }

  /** The longest that any rule which asks has a no stand. */
  Duration coolDown() {
    Duration longest = Duration.ZERO;
    for (Rule rule : gating()) {
      Duration coolDown = rule.gate().coolDown();
      longest = coolDown.compareTo(longest) > 0 ? coolDown : longest;
    }
    return longest;
  }

  /** How far a yes may stand for later calls: what every rule that asks lets it; null for none. */
  @Nullable GrantLimits grant() {
    for (BoundRule rule : rules) {
      if (rule.rule().risk() == Risk.CRITICAL) {
        return null;
      }
    }
    GrantLimits least = null;
    for (Rule rule : gating()) {
      GrantLimits grant = rule.gate().grant();
      if (grant == null) {
        return null;
      }
      least =
          least == null
              ? grant
              : new GrantLimits(
                  Math.min(least.maxUses(), grant.maxUses()),
                  least.maxDuration().compareTo(grant.maxDuration()) < 0
                      ? least.maxDuration()
                      : grant.maxDuration(),
                  grant.bind());
    }
    return least;
  }

  /** What later calls under a grant have to repeat: whatever any rule that asks binds. */
  List<ArgumentPart> grantParts() {
    List<ArgumentPart> parts = new ArrayList<>();
    for (BoundRule rule : gatingHere()) {
      for (ArgumentPart part : rule.grantParts()) {
        if (!parts.contains(part)) {
          parts.add(part);
        }
      }
    }
    return parts;
  }

  /** What of the arguments these rules look at besides themselves. */
  Excerpts excerpts(PartReader accessors) {
    List<ArgumentPart> read = new ArrayList<>();
    List<ArgumentPart> hidden = new ArrayList<>();
    for (BoundRule rule : rules) {
      read.addAll(rule.shownParts());
      read.addAll(rule.spokenParts());
      for (ArgumentPart part : rule.grantParts()) {
        if (!part.isWhole()) {
          read.add(part);
        }
      }
      hidden.addAll(rule.hiddenParts());
    }
    Set<Integer> unshown = new HashSet<>();
    for (int i = 0; i < leading().parameterNames().size(); i++) {
      if (shown(i).isEmpty() && !holdsOneOf(i, hidden)) {
        unshown.add(i);
      }
    }
    return read.isEmpty() && hidden.isEmpty() && unshown.isEmpty()
        ? Excerpts.NONE
        : new Excerpts(read, hidden, unshown, accessors);
  }

  private static boolean holdsOneOf(int index, List<ArgumentPart> parts) {
    for (ArgumentPart part : parts) {
      if (part.index() == index) {
        return true;
      }
    }
    return false;
  }

  /** An argument or a part of it as a reviewer reads it. */
  String display(ArgumentPart part, Snapshot snapshot) {
    return isShown(part) ? snapshot.display(part) : HIDDEN;
  }

  /** A template of the leading rule, filled with what may be seen of the arguments. */
  String filled(String template, @Nullable Object[] arguments, PartReader accessors) {
    Excerpts excerpts = excerpts(accessors);
    return leading().fill(template, part -> display(part, arguments, excerpts));
  }

  private String display(ArgumentPart part, @Nullable Object[] arguments, Excerpts excerpts) {
    try {
      if (excerpts != Excerpts.NONE) {
        return display(part, Snapshot.of(arguments, excerpts));
      }
      // Each by itself: one that is too large to show does not hide the others.
      return isShown(part)
          ? Snapshot.of(new @Nullable Object[] {arguments[part.index()]}).display(0)
          : HIDDEN;
    } catch (TooLargeException e) {
      return "(too large to show)";
    }
  }

  Duration expires() {
    Duration shortest = null;
    for (BoundRule rule : rules) {
      Duration expires = rule.rule().gate().expires();
      if (asks(rule) && (shortest == null || expires.compareTo(shortest) < 0)) {
        shortest = expires;
      }
    }
    return Objects.requireNonNull(shortest);
  }

  List<String> ids() {
    List<String> ids = new ArrayList<>(rules.size());
    for (BoundRule rule : rules) {
      ids.add(rule.rule().id());
    }
    return ids;
  }

  /** As a request lists them, the leading one first. */
  List<AppliedRule> listed(Function<ArgumentPart, String> display) {
    List<AppliedRule> listed = new ArrayList<>(rules.size());
    BoundRule leading = leading();
    listed.add(listed(leading, display));
    for (BoundRule rule : rules) {
      if (rule != leading) {
        listed.add(listed(rule, display));
      }
    }
    return listed;
  }

  private AppliedRule listed(BoundRule rule, Function<ArgumentPart, String> display) {
    return new AppliedRule(
        rule.rule().id(),
        rule.rule().source(),
        rule.rule().risk().name().toLowerCase(Locale.ROOT),
        rule.rule().reason(),
        said(rule, display),
        undecided(rule));
  }

  /**
   * What a reviewer reads first; where the rule says nothing, which tool it is, if it asks that.
   */
  private @Nullable String said(BoundRule rule, Function<ArgumentPart, String> display) {
    String message = rule.message(display);
    if (message == null && rule.rule().when().names(TOOL_NAME.name())) {
      Object name = ConditionCompiler.value(TOOL_NAME, rule.parameterNames(), call);
      try {
        return name instanceof String
            ? "tool " + Snapshot.of(new @Nullable Object[] {name}).display(0)
            : null;
      } catch (TooLargeException e) {
        return null;
      }
    }
    return message;
  }

  /** Asked by the thread that calls, before it waits: what is around the call is still there. */
  private List<String> undecided(BoundRule rule) {
    List<String> reasons = new ArrayList<>();
    for (String reason : Explanation.reasons(rule, call)) {
      if (reasons.size() < MOST_REASONS) {
        reasons.add(
            reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + "…");
      }
    }
    return reasons;
  }
}
