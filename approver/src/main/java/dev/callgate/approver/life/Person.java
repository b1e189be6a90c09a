package dev.callgate.approver.life;

import dev.callgate.approver.api.Role;
import dev.callgate.protocol.Demand;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Somebody who has a part in what this approver does.
 *
 * @param name under which the reviews are recorded; whoever has this name is this person
 * @param groups the groups the person is in, {@link #EVERY_GROUP} for all that there are
 * @param roles what the person may do, in the order of {@link Role}, each once; with a credential
 *     that allows less, what it allows
 */
public record Person(String name, List<String> groups, List<Role> roles) {
  /** Among a person's groups: every group that a rule may ask for. */
  public static final String EVERY_GROUP = "*";

  /** Keeps copies. */
  public Person {
    groups = List.copyOf(groups);
    roles = List.copyOf(new TreeSet<>(roles));
  }

  /** Somebody whom the approver's start names as a reviewer: who also looks, and audits. */
  public static Person reviewer(String name, List<String> groups) {
    return new Person(name, groups, List.of(Role.VIEWER, Role.APPROVER, Role.AUDITOR));
  }

  /** Somebody whom the approver's start names as an admin. */
  public static Person admin(String name) {
    return new Person(name, List.of(), List.of(Role.ADMIN));
  }

  /** Whether the person may do what {@code role} may. */
  public boolean is(Role role) {
    return roles.contains(role);
  }

  /** The same person with no more than these roles. */
  public Person within(Collection<Role> scopes) {
    return new Person(name, groups, roles.stream().filter(scopes::contains).toList());
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
