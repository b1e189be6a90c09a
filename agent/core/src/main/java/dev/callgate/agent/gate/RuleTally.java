package dev.callgate.agent.gate;

import dev.callgate.Outcome;
import dev.callgate.policy.BoundRule;
import dev.callgate.policy.Decision;
import dev.callgate.policy.Explanation;
import dev.callgate.policy.Rule;
import dev.callgate.policy.condition.CallView;
import dev.callgate.policy.condition.Truth;
import dev.callgate.protocol.OutcomeCount;
import dev.callgate.protocol.RuleCoverage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What one rule has done in this JVM, over all its methods. Thread-safe; exact as soon as no call
 * is under way.
 *
 * <p>The harmless call counts once, in its method's {@link HarmlessCalls}, however many rules the
 * method has; {@link #judged} counts the others. Adders and not atomic numbers, because calls are
 * judged in all threads at once, which would wait for each other's cache lines.
 */
final class RuleTally {
  private final LongAdder spared = new LongAdder();
  private final LongAdder certain = new LongAdder();
  private final LongAdder undecided = new LongAdder();
  private final LongAdder held = new LongAdder();
  private final LongAdder covered = new LongAdder();
  private final LongAdder denied = new LongAdder();
  private final LongAdder unasked = new LongAdder();
  private final LongAdder audited = new LongAdder();
  private final LongAdder wouldHold = new LongAdder();
  private final LongAdder wouldDeny = new LongAdder();
  private final LongAdder[] ended = new LongAdder[Outcome.values().length];
  // the calls of its methods that no rule at all was about
  private final List<HarmlessCalls> harmless = new ArrayList<>();
  private volatile @Nullable String undecidedBy;
  private long matched;
  private long woven;
  private long refusedClasses;

  RuleTally() {
    for (int i = 0; i < ended.length; i++) {
      ended[i] = new LongAdder();
    }
  }

  void judged(BoundRule rule, Truth truth, CallView call) {
    switch (truth) {
      case FALSE -> spared.increment();
      case TRUE -> certain.increment();
      case UNDECIDED -> {
        undecided.increment();
        if (undecidedBy == null) {
          undecidedBy = whatIsUndecided(rule, call);
        }
      }
    }
  }

  private static String whatIsUndecided(BoundRule rule, CallView call) {
    String part = "";
    int depth = -1;
    for (Explanation explanation : Explanation.of(rule, call)) {
      // The deepest: whatever contains it is undecided because of it.
      if (explanation.truth() == Truth.UNDECIDED && explanation.depth() > depth) {
        part = explanation.text();
        depth = explanation.depth();
      }
    }
    return part;
  }

  void held() {
    held.increment();
  }

  void ended(Outcome outcome) {
    ended[outcome.ordinal()].increment();
  }

  void covered() {
    covered.increment();
  }

  void denied() {
    denied.increment();
  }

  void unasked() {
    unasked.increment();
  }

  /**
   * @param without what would have been decided if this environment did not only record
   */
  void audited(Decision without) {
    audited.increment();
    switch (without) {
      case DENY -> wouldDeny.increment();
      case GATE -> wouldHold.increment();
      case AUDIT -> {}
    }
  }

  synchronized void matched() {
    matched++;
  }

  /** Counts these calls as spared, too. */
  synchronized void spares(HarmlessCalls calls) {
    harmless.add(calls);
  }

  private long spared() {
    long sum = spared.sum();
    for (HarmlessCalls calls : harmless) {
      sum += calls.sum();
    }
    return sum;
  }

  synchronized void woven() {
    woven++;
  }

  synchronized long wovenMethods() {
    return woven;
  }

  synchronized void refusedClass() {
    refusedClasses++;
  }

  synchronized RuleCoverage coverage(Rule rule) {
    List<OutcomeCount> endings = new ArrayList<>();
    for (Outcome outcome : Outcome.values()) {
      long calls = ended[outcome.ordinal()].sum();
      if (calls > 0) {
        endings.add(new OutcomeCount(outcome, calls));
      }
    }
    long unclear = undecided.sum();
    return new RuleCoverage(
        rule.id(),
        rule.source(),
        word(rule.decide()),
        word(rule.written()),
        matched,
        woven,
        refusedClasses,
        spared(),
        certain.sum() + unclear,
        unclear,
        undecidedBy,
        held.sum(),
        covered.sum(),
        denied.sum(),
        unasked.sum(),
        audited.sum(),
        wouldHold.sum(),
        wouldDeny.sum(),
        endings);
  }

  private static String word(Decision decision) {
    return decision.name().toLowerCase(Locale.ROOT);
  }
}
