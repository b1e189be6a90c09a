package dev.callgate.approver.life;

import dev.callgate.approver.api.Role;
import dev.callgate.approver.life.Refusal.Code;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.Demand;
import dev.callgate.protocol.Quorum;
import dev.callgate.protocol.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether a person has a say in a request at all. */
public final class Entitlement {
  private Entitlement() {}

  /**
   * Whoever decides is an approver, whichever way their review came here.
   *
   * @throws Refusal otherwise
   */
  static void checkRole(Person person) throws Refusal {
    if (!person.is(Role.APPROVER)) {
      throw roleMissing(person, Role.APPROVER);
    }
  }

  /** What somebody hears who has none of the roles that something takes. */
  public static Refusal roleMissing(Person person, Role... any) {
    String wanted =
        Stream.of(any)
            .map(role -> role.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(" or "));
    return new Refusal(
        Code.ROLE_MISSING,
        "this takes the role "
            + wanted
            + ": "
            + person.name()
            + " has "
            + Memberships.words(person.roles()),
        "an admin gives roles with `callgate people roles`; a token may have less than its person");
  }

  /**
   * Everybody whom some rule asks for may say no. A yes takes somebody who also counts for one.
   *
   * @param groups those of the demanded groups that the person is in
   * @throws Refusal naming whom the rules ask for
   */
  static void check(Person person, List<String> groups, CallRequest request, Verdict verdict)
      throws Refusal {
    boolean asked = false;
    boolean counts = false;
    TreeSet<String> wanted = new TreeSet<>();
    for (Demand demand : request.demands()) {
      wanted.addAll(demand.groups());
      asked |= Quorum.isMember(demand, groups);
      counts |= Quorum.counts(demand, request.requester(), person.name(), groups);
    }
    if (!asked) {
      throw new Refusal(
          Code.NOT_ENTITLED,
          person.name()
              + " is in none of the groups that decide this: "
              + String.join(", ", wanted),
          "one of them has to look at it; the approver's --reviewer NAME:GROUP and `callgate people` say who is in which");
    }
    if (!counts && verdict != Verdict.REJECT) {
      throw new Refusal(
          Code.OWN_REQUEST,
          "the call is made for " + person.name() + ", who may reject it and not approve it",
          "somebody else has to approve it; a rule may say otherwise with requester_may_approve");
    }
  }
}
