package dev.callgate.approver.api;

import java.util.List;

/**
 * How far one rule's demand for people is met.
 *
 * @param rule the rule's id
 * @param groups any of which a person has to be in; empty for none in particular
 * @param quorum how many different people it takes
 * @param requesterMayApprove whether the person for whom the call is made counts
 * @param by who has agreed and counts, in the order of their reviews
 */
public record Progress(
    String rule, List<String> groups, int quorum, boolean requesterMayApprove, List<String> by) {

  /** How many are still missing. */
  public int missing() {
    return Math.max(0, quorum - by.size());
  }
}
