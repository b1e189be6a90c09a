package dev.callgate.protocol;

import java.util.List;

/**
 * Who has to say yes, as one rule demands it. Every demand of a request has to be met.
 *
 * @param rule the rule's id
 * @param groups any of which a person has to be in to count; empty for none in particular
 * @param quorum how many different people, 1 to {@link #LARGEST_QUORUM}
 * @param requesterMayApprove whether the person for whom the call is made may be one of them
 * @param assurance what their yes has to prove
 */
public record Demand(
    String rule,
    List<String> groups,
    int quorum,
    boolean requesterMayApprove,
    Assurance assurance) {
  /** As the policy language has it. */
  public static final int LARGEST_QUORUM = 20;

  /** A demand that the approver's signature satisfies. */
  public Demand(String rule, List<String> groups, int quorum, boolean requesterMayApprove) {
    this(rule, groups, quorum, requesterMayApprove, Assurance.SERVER);
  }

  /** Whether any of these wants reviewers' own signatures. */
  public static boolean anyNeedsSignatures(List<Demand> demands) {
    for (Demand demand : demands) {
      if (demand.assurance().needsSignatures()) {
        return true;
      }
    }
    return false;
  }
}
