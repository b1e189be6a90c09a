package dev.callgate.agent.gate;

import dev.callgate.protocol.CallDecision;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.GrantTerms;
import dev.callgate.protocol.GrantUse;
import dev.callgate.protocol.ProtocolException;
import dev.callgate.protocol.Repeats.GrantOffer;
import dev.callgate.protocol.Verdict;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Whether a yes that was given in advance is about this call: the JVM's own look at every bound,
 * from its own request. How often it was used in all JVMs only the approver can count; that none is
 * used twice here, and none more often than agreed, is counted here again. Thread-safe.
 */
final class GrantUses {
  /** How far the wall clocks of this machine and the approver's may be apart. */
  private static final long CLOCKS_APART_MILLIS = 60_000;

  private final LongSupplier clock;
  private final Map<String, Used> used = new HashMap<>();

  private record Used(long untilMillis, BitSet numbers) {}

  /**
   * @param clock epoch milliseconds
   */
  GrantUses(LongSupplier clock) {
    this.clock = clock;
  }

  /**
   * Looks at the bounds.
   *
   * @throws ProtocolException naming the first that does not fit
   */
  void check(GrantUse grant, CallDecision decision, CallRequest request) throws ProtocolException {
    GrantOffer offer = request.repeats().grant();
    GrantTerms terms = grant.terms();
    if (offer == null) {
      throw new ProtocolException("the rules let nobody grant this call");
    }
    if (terms == null || grant.requestId() == null || grant.requestDigest() == null) {
      throw new ProtocolException("the grant has no terms");
    }
    require(decision.verdict() == Verdict.APPROVE, "lets no other arguments or answers through");
    require(GrantTerms.scope(request).equals(terms.scope()), "is about other calls");
    require(
        terms.uses() >= 1 && terms.uses() <= offer.mostUses(),
        "is for more calls than the rules let anybody grant");
    require(grant.use() >= 1 && grant.use() <= terms.uses(), "has been used up");
    require(
        terms.untilMillis() >= decision.decidedAtMillis()
            && terms.untilMillis() >= clock.getAsLong() - CLOCKS_APART_MILLIS,
        "is over");
    require(
        terms.untilMillis() <= decision.decidedAtMillis() + offer.longestMillis(),
        "is for longer than the rules let anybody grant");
  }

  private static void require(boolean holds, String otherwise) throws ProtocolException {
    if (!holds) {
      throw new ProtocolException("the grant " + otherwise);
    }
  }

  /**
   * Takes one use, once.
   *
   * @throws ProtocolException when this JVM has used it before
   */
  synchronized void take(GrantUse grant) throws ProtocolException {
    long now = clock.getAsLong();
    used.values().removeIf(each -> each.untilMillis + CLOCKS_APART_MILLIS < now);
    Used before =
        used.computeIfAbsent(
            grant.requestId() + " " + grant.requestDigest(),
            key -> new Used(grant.terms().untilMillis(), new BitSet()));
    if (before.numbers.get(grant.use())) {
      throw new ProtocolException("the grant's use " + grant.use() + " was used before");
    }
    before.numbers.set(grant.use());
  }
}
