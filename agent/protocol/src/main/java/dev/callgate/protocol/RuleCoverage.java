package dev.callgate.protocol;

import dev.callgate.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one rule has done in one JVM since its start. Every call that reached a method of the rule
 * is in {@code spared} or in {@code applied}; every one in {@code applied} is in one of {@code
 * held}, {@code covered}, {@code denied}, {@code unasked} and {@code audited}, once the gate has
 * got that far with it.
 *
 * @param rule the rule's id
 * @param source {@code FILE:LINE}, for people
 * @param decide what it decides here: {@code deny}, {@code gate} or {@code audit}
 * @param written what its author wrote, which differs where an environment only records
 * @param matched methods it was found to be about, in classes loaded so far
 * @param woven methods it stands in
 * @param refusedClasses classes that did not load because of it
 * @param spared calls whose condition was false: they ran and nobody was asked
 * @param applied calls it applied to, also because nobody could say
 * @param undecided those of {@code applied} whose condition could not be decided
 * @param undecidedBy the part of the condition that could not be decided first, or null
 * @param held calls that a person was asked about
 * @param covered calls that ran as a part of one that a person had approved
 * @param denied calls that a rule forbade without asking
 * @param unasked calls refused because nobody could be asked
 * @param audited calls that ran and were only recorded
 * @param wouldHold those of {@code audited} that a person would have been asked about
 * @param wouldDeny those of {@code audited} that would have been forbidden
 * @param ended how the held ones ended; those that still wait are in none
 */
public record RuleCoverage(
    String rule,
    String source,
    String decide,
    String written,
    long matched,
    long woven,
    long refusedClasses,
    long spared,
    long applied,
    long undecided,
    @Nullable String undecidedBy,
    long held,
    long covered,
    long denied,
    long unasked,
    long audited,
    long wouldHold,
    long wouldDeny,
    List<OutcomeCount> ended) {

  /** How many calls reached a method of this rule. */
  public long seen() {
    return spared + applied;
  }

  /** How many held calls ended in one way. */
  public long ended(Outcome outcome) {
    for (OutcomeCount each : ended) {
      if (each.outcome() == outcome) {
        return each.calls();
      }
    }
    return 0;
  }
}
