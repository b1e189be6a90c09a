package dev.callgate.replay;

import dev.callgate.policy.Decision;
import dev.callgate.policy.PolicyException;
import dev.callgate.policy.PolicySet;
import dev.callgate.policy.PolicySources;
import dev.callgate.policy.Rule;
import dev.callgate.policy.read.PolicyReader;
import dev.callgate.policy.trial.TestResult;
import dev.callgate.policy.trial.Verdict;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A policy that is asked about recorded calls, each in its own environment. */
public final class Replay {
  /** A call says itself when it was, so no exception may be left out in reading. */
  private static final long EARLIEST = Long.MIN_VALUE;

  private final PolicySources sources;
  private final @Nullable String environment;
  private final Map<String, PolicySet> read = new HashMap<>();

  /**
   * @param environment for all calls; null for each one's own
   */
  public Replay(PolicySources sources, @Nullable String environment) {
    this.sources = sources;
    this.environment = environment;
  }

  /**
   * What becomes of a call.
   *
   * @param decision null when it would run without anybody asked or anything recorded
   * @param written what the rules ask for, which an environment that only records does not do
   * @param rules the ids of those that apply
   */
  public record Judgement(
      @Nullable Decision decision, @Nullable Decision written, Set<String> rules) {
    /** For people: what is done, and what the rules ask for where that is more. */
    public String words() {
      String done = TestResult.word(decision);
      return written == decision ? done : done + " (would " + TestResult.word(written) + ")";
    }

    /** Whether the other one lets more happen. */
    public boolean isWeakenedBy(Judgement other) {
      int done = strictness(other.decision) - strictness(decision);
      return done < 0 || done == 0 && strictness(other.written) < strictness(written);
    }

    /** Whether the other one decides the same. */
    public boolean decidesAs(Judgement other) {
      return decision == other.decision && written == other.written;
    }

    private static int strictness(@Nullable Decision decision) {
      return decision == null ? -1 : Decision.AUDIT.ordinal() - decision.ordinal();
    }
  }

  /** What became of a call when it was recorded. */
  static Judgement recorded(KnownCall call) {
    Decision decision =
        switch (call.recorded().decision()) {
          case "deny" -> Decision.DENY;
          case "gate" -> Decision.GATE;
          case "audit" -> Decision.AUDIT;
          default -> null;
        };
    return new Judgement(decision, decision, new TreeSet<>(call.recorded().rules()));
  }

  /** The policy in the call's environment. */
  public PolicySet policy(KnownCall call) throws PolicyException {
    String in = environment == null ? call.recorded().environment() : environment;
    PolicySet policy = read.get(in == null ? "" : in);
    if (policy == null) {
      policy = PolicyReader.read(sources, in, EARLIEST);
      read.put(in == null ? "" : in, policy);
    }
    return policy;
  }

  /**
   * Asks every rule.
   *
   * @throws PolicyException when the policy is not right
   */
  public Judgement judge(KnownCall call) throws PolicyException {
    Verdict verdict = Verdict.of(policy(call), call.call());
    Decision written = null;
    Set<String> rules = new TreeSet<>();
    for (Rule rule : verdict.applying()) {
      rules.add(rule.id());
      if (written == null || rule.written().compareTo(written) < 0) {
        written = rule.written();
      }
    }
    return new Judgement(verdict.decision(), written, rules);
  }
}
