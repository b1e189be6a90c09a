package dev.callgate.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * A person whose signature counts.
 *
 * @param name under which the person's reviews are recorded; another spelling is the same person
 * @param groups the groups that policies ask for and the person is in
 * @param roles what the person may do; a yes takes {@link Role#APPROVER}
 * @param credentials the person's keys; any of them signs for the person
 */
public record TrustedReviewer(
    String name, List<String> groups, List<Role> roles, List<ReviewCredential> credentials) {

  /** What somebody may do. An administrator is not an approver because of that. */
  public enum Role {
    /** Decide. */
    APPROVER,
    /** Look. */
    VIEWER,
    /** Change who may decide. */
    ADMIN,
    /** Read the record. */
    AUDITOR
  }

  /** Those of the groups that {@code demands} ask for that this person is in. */
  public List<String> among(List<Demand> demands) {
    TreeSet<String> among = new TreeSet<>();
    for (Demand demand : demands) {
      among.addAll(demand.groups());
    }
    among.retainAll(groups);
    return new ArrayList<>(among);
  }
}
