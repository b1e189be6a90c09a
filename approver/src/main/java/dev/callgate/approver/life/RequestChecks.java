package dev.callgate.approver.life;

import static dev.callgate.approver.life.SignedObjects.present;
import static dev.callgate.approver.life.SignedObjects.require;

import dev.callgate.approver.life.Refusal.Code;
import dev.callgate.protocol.AppliedRule;
import dev.callgate.protocol.Argument;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.Covered;
import dev.callgate.protocol.Demand;
import dev.callgate.protocol.GatedMethod;
import dev.callgate.protocol.Ids;
import dev.callgate.protocol.Repeats;
import dev.callgate.protocol.Repeats.Bound;
import dev.callgate.protocol.Repeats.GrantOffer;
import dev.callgate.protocol.Verdict;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a request has to be before a person is asked about it. */
final class RequestChecks {
  private static final int MOST_COVERED = 100;

  private RequestChecks() {}

  static void check(CallRequest request, String id, String jvm) throws Refusal {
    require(request.v() == CallRequest.VERSION, "requests of version 1 are understood");
    require(id.equals(request.requestId()), "requestId differs from the path");
    require(Ids.isWellFormed(present(request.nonce(), "nonce")), "nonce is not an id");
    if (!jvm.equals(request.jvm())) {
      throw new Refusal(
          Code.FORBIDDEN,
          "the request is another JVM's",
          "send each request with the session of the JVM that signed it");
    }
    require(request.expiresInMillis() > 0, "expiresInMillis is not positive");
    present(request.application(), "application");
    present(request.ruleSetDigest(), "ruleSetDigest");
    present(request.argsDigest(), "argsDigest");
    checkMethod(request.method());
    checkRules(request);
    checkArguments(request);
    checkDecisions(request);
    checkDemands(request);
    checkCovers(request);
    checkRepeats(request);
    present(present(request.context(), "context").stack(), "context.stack");
  }

  static void checkMethod(@Nullable GatedMethod given) throws Refusal {
    GatedMethod method = present(given, "method");
    present(method.type(), "method.type");
    present(method.name(), "method.name");
    present(method.descriptor(), "method.descriptor");
    present(method.returnType(), "method.returnType");
  }

  private static void checkDemands(CallRequest request) throws Refusal {
    List<Demand> demands = present(request.demands(), "demands");
    require(!demands.isEmpty(), "no rule demands anybody's yes");
    for (Demand demand : demands) {
      present(present(demand, "a demand").rule(), "a demand's rule");
      for (String group : present(demand.groups(), "a demand's groups")) {
        require(
            !present(group, "a group").isEmpty() && group.chars().noneMatch(c -> c <= ' '),
            "a group's name is empty or has spaces");
      }
      present(demand.assurance(), "a demand's assurance");
      require(
          demand.quorum() > 0 && demand.quorum() <= Demand.LARGEST_QUORUM,
          "a demand's quorum is not 1 to " + Demand.LARGEST_QUORUM);
    }
  }

  private static void checkCovers(CallRequest request) throws Refusal {
    for (Covered entry : present(request.covers(), "covers")) {
      for (String rule : present(present(entry, "a cover").rules(), "a cover's rules")) {
        present(rule, "a covered rule");
      }
      require(
          entry.atMost() > 0 && entry.atMost() <= MOST_COVERED, "a cover's atMost is not 1 to 100");
      present(entry.demand(), "a cover's demand");
      for (String parameter : present(entry.parameters(), "a cover's parameters")) {
        present(parameter, "a covered parameter");
      }
    }
  }

  private static void checkRepeats(CallRequest request) throws Refusal {
    Repeats repeats = present(request.repeats(), "repeats");
    present(repeats.likeness(), "repeats.likeness");
    require(repeats.coolDownMillis() >= 0, "repeats.coolDownMillis is negative");
    require(
        repeats.coolDownMillis() == 0 || !repeats.likeness().isEmpty(),
        "a cool-down for what nothing is like");
    GrantOffer offer = repeats.grant();
    if (offer == null) {
      return;
    }
    require(
        offer.mostUses() > 0 && offer.mostUses() <= GrantOffer.MOST_USES,
        "grant.mostUses is not 1 to " + GrantOffer.MOST_USES);
    require(
        offer.longestMillis() > 0 && offer.longestMillis() <= GrantOffer.LONGEST_MILLIS,
        "grant.longestMillis is not 1 to " + GrantOffer.LONGEST_MILLIS);
    for (Bound bound : present(offer.bound(), "grant.bound")) {
      present(present(bound, "a bound").name(), "a bound's name");
      present(bound.display(), "a bound's display");
    }
    present(offer.boundDigest(), "grant.boundDigest");
    present(offer.caller(), "grant.caller");
    require(request.decisions().contains(Verdict.APPROVE), "a grant where nobody may approve");
    for (AppliedRule rule : request.rules()) {
      require(!rule.risk().equals("critical"), "a grant for critical risk");
    }
  }

  private static void checkRules(CallRequest request) throws Refusal {
    for (AppliedRule rule : present(request.rules(), "rules")) {
      present(present(rule, "a rule").id(), "a rule's id");
      present(rule.source(), "a rule's source");
      present(rule.risk(), "a rule's risk");
      for (String reason : present(rule.undecided(), "a rule's undecided")) {
        present(reason, "a reason");
      }
    }
  }

  private static void checkArguments(CallRequest request) throws Refusal {
    Set<String> names = new HashSet<>();
    for (Argument argument : present(request.arguments(), "arguments")) {
      String name = present(present(argument, "an argument").name(), "an argument's name");
      present(argument.type(), "an argument's type");
      present(argument.display(), "an argument's display");
      // An edit names the argument it changes: two of one name would leave open which.
      require(names.add(name), "two arguments have the same name");
    }
  }

  private static void checkDecisions(CallRequest request) throws Refusal {
    for (Verdict verdict : present(request.decisions(), "decisions")) {
      require(present(verdict, "a decision") != Verdict.EXPIRE, "expire is no person's decision");
    }
    require(request.decisions().contains(Verdict.REJECT), "a person may always reject");
  }
}
