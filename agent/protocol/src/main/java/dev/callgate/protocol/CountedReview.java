package dev.callgate.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One person's word on which a decision rests. What was said besides (edits, an answer) stands in
 * the decision, and is the same for all of them.
 *
 * @param reviewer who, by the name under which the approver knows the person
 * @param groups those of the demanded groups that the person was in
 * @param verdict what the person said; the decision's own verdict
 * @param atMillis when, the approver's clock, epoch milliseconds
 * @param signed the same with the person's own signature; null where only the approver says so
 */
public record CountedReview(
    String reviewer,
    List<String> groups,
    Verdict verdict,
    long atMillis,
    @Nullable ReviewEnvelope signed) {

  /** A review that the approver vouches for. */
  public CountedReview(String reviewer, List<String> groups, Verdict verdict, long atMillis) {
    this(reviewer, groups, verdict, atMillis, null);
  }
}
