package dev.callgate.agent.gate;

import dev.callgate.agent.value.ShownValues;
import dev.callgate.policy.ArgumentPart;
import dev.callgate.policy.BoundRule;
import dev.callgate.policy.Cover;
import dev.callgate.policy.Rule;
import dev.callgate.protocol.CountedReview;
import dev.callgate.protocol.Demand;
import dev.callgate.protocol.Quorum;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is left of the further calls that one approval lets through while its body runs, as its
 * reviewer was told. Used by the body's own thread only.
 */
final class Allowance {
  private final ArrivingCall approved;
  private final List<Rule> answered;
  private final @Nullable List<CountedReview> reviews;
  private final List<Cover> covers;
  private final int[] left;
  private final ShownValues shown;

  private Allowance(
      ArrivingCall approved,
      List<Rule> answered,
      @Nullable List<CountedReview> reviews,
      List<Cover> covers) {
    this.approved = approved;
    this.answered = answered;
    this.reviews = reviews;
    this.covers = covers;
    left = new int[covers.size()];
    for (int i = 0; i < left.length; i++) {
      left[i] = covers.get(i).atMost();
    }
    List<ArgumentPart> seen = new ArrayList<>();
    for (int i = 0; i < approved.arguments().length; i++) {
      seen.addAll(approved.rules().shown(i));
    }
    shown = new ShownValues(approved.snapshot(), seen);
  }

  /**
   * @param decided the rules that the reviewer decided on
   * @param approved the call as it runs
   * @param reviews who approved it; null in a rehearsal, where whoever would is enough
   * @return null when nothing else is covered
   */
  static @Nullable Allowance of(
      AppliedRules decided, ArrivingCall approved, @Nullable List<CountedReview> reviews) {
    List<Cover> covers = decided.covers();
    return covers.isEmpty() || approved.point().key().isConstructor()
        ? null
        : new Allowance(approved, decided.gating(), reviews, covers);
  }

  /** Whether it covers the call, which then uses it up by one. */
  boolean take(ArrivingCall call) {
    boolean[] used = new boolean[left.length];
    for (BoundRule rule : call.rules().gatingHere()) {
      int entry = entryFor(rule, call, /* counting= */ true);
      if (entry < 0) {
        return false;
      }
      used[entry] = true;
    }
    for (int i = 0; i < left.length; i++) {
      left[i] -= used[i] ? 1 : 0;
    }
    return true;
  }

  /** Whether the rule may hold a call that passes a covered deed on: the deed is counted once. */
  boolean isAbout(BoundRule rule, ArrivingCall call) {
    return entryFor(rule, call, /* counting= */ false) >= 0;
  }

  private int entryFor(BoundRule rule, ArrivingCall call, boolean counting) {
    for (int i = 0; i < left.length; i++) {
      if ((!counting || left[i] > 0)
          && isAbout(covers.get(i), rule.rule())
          && hasEnoughPeople(rule.rule(), call)
          && meets(covers.get(i), rule, call)) {
        return i;
      }
    }
    return -1;
  }

  /** Each rule that was answered has to let it be covered; they have the entry in common. */
  private boolean isAbout(Cover cover, Rule rule) {
    for (Rule by : answered) {
      if (!cover.isAbout(rule, by)) {
        return false;
      }
    }
    return true;
  }

  /** Whoever approved the call around it must be enough for the covered rule by itself. */
  private boolean hasEnoughPeople(Rule rule, ArrivingCall call) {
    if (reviews == null) {
      return approved.rules().isRehearsed() && call.rules().isRehearsed();
    }
    List<Demand> demands = List.of(AppliedRules.demand(rule));
    return Quorum.unmet(demands, approved.requester(), reviews) == null
        && Quorum.unmet(demands, call.requester(), reviews) == null;
  }

  private boolean meets(Cover cover, BoundRule rule, ArrivingCall call) {
    return switch (cover.demand()) {
      case SHOWN -> {
        List<Integer> indexes = indexes(cover, rule, call.arguments().length);
        yield indexes != null && shown.holdInOrder(call.snapshot(), indexes);
      }
      case SAME -> approved.arguments().length > 0 && Delegation.handsOnObjects(approved, call);
    };
  }

  /**
   * The arguments to look at; null when there is none, or one that the covered rule does not name.
   */
  private static @Nullable List<Integer> indexes(Cover cover, BoundRule rule, int count) {
    List<Integer> indexes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (cover.parameters().isEmpty()
          || cover.parameters().contains(rule.parameterNames().get(i))) {
        indexes.add(i);
      }
    }
    boolean all = cover.parameters().isEmpty() || indexes.size() == cover.parameters().size();
    return indexes.isEmpty() || !all ? null : indexes;
  }
}
