package dev.callgate.protocol;

import java.util.List;

/**
 * One person's word on which a decision rests. What was said besides (edits, an answer) stands in
 * the decision, and is the same for all of them.
 *
 * @param reviewer who, by the name under which the approver knows the person
 * @param groups those of the demanded groups that the person was in
 * @param verdict what the person said; the decision's own verdict
 * @param atMillis when, the approver's clock, epoch milliseconds
 */
public record CountedReview(String reviewer, List<String> groups, Verdict verdict, long atMillis) {}
