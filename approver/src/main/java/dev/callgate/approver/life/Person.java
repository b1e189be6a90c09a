package dev.callgate.approver.life;

import dev.callgate.protocol.Demand;
import java.util.List;
import java.util.TreeSet;

/**
 * Somebody who reviews.
 *
 * @param name under which the reviews are recorded; whoever has this name is this person
 * @param groups the groups the person is in, {@link #EVERY_GROUP} for all that there are
 */
public record Person(String name, List<String> groups) {
  /** Among a person's groups: every group that a rule may ask for. */
  public static final String EVERY_GROUP = "*";

  /** Keeps a copy. */
  public Person {
    groups = List.copyOf(groups);
  }

  /** Those of the groups that {@code demands} ask for that this person is in. */
  List<String> among(List<Demand> demands) {
    TreeSet<String> among = new TreeSet<>();
    for (Demand demand : demands) {
      among.addAll(demand.groups());
    }
    if (!groups.contains(EVERY_GROUP)) {
      among.retainAll(groups);
    }
    return List.copyOf(among);
  }
}
