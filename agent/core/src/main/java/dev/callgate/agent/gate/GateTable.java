package dev.callgate.agent.gate;

import dev.callgate.agent.fact.Watch;
import dev.callgate.agent.fact.WatchRules;
import dev.callgate.match.LoaderMap;
import dev.callgate.match.MatchedClass;
import dev.callgate.match.MatchedMethod;
import dev.callgate.match.MethodKey;
import dev.callgate.policy.BoundRule;
import dev.callgate.policy.Rule;
import dev.callgate.protocol.RuleCoverage;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Every gate of this JVM, by the id that its woven code carries. Ids are never reused; a class that
 * is woven again keeps its own. Thread-safe; reading takes no lock.
 */
public final class GateTable {
  private final LoaderMap<Map<MethodKey, Integer>> ids = new LoaderMap<>();
  private final Map<String, RuleTally> tallies = new HashMap<>();
  private final LongAdder failures = new LongAdder();
  private final LongAdder stripped = new LongAdder();
  private final BitSet woven = new BitSet();
  private volatile GatePoint[] points = new GatePoint[0];
  private long refusedClasses;

  public GateTable() {
    // Loaded now: a class that is loaded inside a transformer is shown to no transformer.
    new RuleTally();
  }

  /** The id of a method's gate, new or known. */
  public synchronized int register(
      @Nullable ClassLoader loader, MatchedClass type, MatchedMethod method) {
    // What a hidden class is shown as may be another class's real name. No name has a slash in it.
    String entry = type.hidden() ? type.shownName() + "/" : type.shownName();
    Map<MethodKey, Integer> ofClass = ids.get(loader, entry);
    if (ofClass == null) {
      ofClass = new ConcurrentHashMap<>();
      ids.put(loader, entry, ofClass);
    }
    List<BoundRule> rules = withoutWatching(method.rules());
    boolean watched = rules.size() < method.rules().size() && !method.outline().isStatic();
    GatePoint point =
        new GatePoint(
            type.shownName(),
            method.outline().key(),
            method.outline().isStatic(),
            rules,
            tallies(rules),
            watched ? Watch.of(method.outline().key().name()) : null,
            method.outline().redacted(),
            binaryNames(method.outline().exceptions()),
            loader == null ? null : new WeakReference<>(loader),
            type.hidden());
    Integer known = ofClass.get(point.key());
    if (known != null && type.hidden() && !points[known].isLike(point)) {
      // Two hidden classes may share a name; the gates of the first stay what they are.
      known = null;
    }
    GatePoint[] next = points;
    if (known == null) {
      next = Arrays.copyOf(next, next.length + 1);
      known = next.length - 1;
      ofClass.put(point.key(), known);
      for (RuleTally tally : point.tallies()) {
        tally.matched();
      }
    } else {
      next = next.clone();
    }
    next[known] = point;
    points = next;
    return known;
  }

  /** Notes that these gates stand in a class now. */
  public synchronized void woven(Collection<Integer> gates) {
    for (int gate : gates) {
      if (!woven.get(gate)) {
        woven.set(gate);
        for (RuleTally tally : points[gate].tallies()) {
          tally.woven();
        }
      }
    }
  }

  /** Notes that a class does not load because these rules could not be woven into it. */
  public synchronized void refused(Collection<String> ruleIds) {
    refusedClasses++;
    for (String id : ruleIds) {
      tally(id).refusedClass();
    }
  }

  /** In how many methods a rule stands. */
  public synchronized long wovenBy(String ruleId) {
    RuleTally tally = tallies.get(ruleId);
    return tally == null ? 0 : tally.wovenMethods();
  }

  /** What a rule has done so far. */
  public synchronized RuleCoverage coverage(Rule rule) {
    return tally(rule.id()).coverage(rule);
  }

  /** How many classes did not load because they could not be gated. */
  public synchronized long refusedClasses() {
    return refusedClasses;
  }

  /** How many calls were refused because the gate itself failed before it knew any rule. */
  public long failures() {
    return failures.sum();
  }

  /** How often another agent took gates out of a class, and did not get through with it. */
  public long strippedClasses() {
    return stripped.sum();
  }

  /** Notes that another agent took gates out of a class. */
  public void stripped() {
    stripped.increment();
  }

  void failed() {
    failures.increment();
  }

  private static List<BoundRule> withoutWatching(List<BoundRule> rules) {
    List<BoundRule> others = new ArrayList<>(rules.size());
    for (BoundRule rule : rules) {
      if (!WatchRules.isOne(rule.rule())) {
        others.add(rule);
      }
    }
    return List.copyOf(others);
  }

  private List<RuleTally> tallies(List<BoundRule> rules) {
    List<RuleTally> ofRules = new ArrayList<>(rules.size());
    for (BoundRule rule : rules) {
      ofRules.add(tally(rule.rule().id()));
    }
    return List.copyOf(ofRules);
  }

  private RuleTally tally(String ruleId) {
    RuleTally tally = tallies.get(ruleId);
    if (tally == null) {
      tally = new RuleTally();
      tallies.put(ruleId, tally);
    }
    return tally;
  }

  /** How many methods carry a gate. */
  public synchronized int size() {
    return woven.cardinality();
  }

  // A loop: a lambda would be linked inside a transformer, where linking can end in a permanent
  // ClassCircularityError.
  private static List<String> binaryNames(List<String> internalNames) {
    List<String> names = new ArrayList<>(internalNames.size());
    for (String name : internalNames) {
      names.add(name.replace('/', '.'));
    }
    return names;
  }

  /**
   * @throws ArrayIndexOutOfBoundsException for a number that is no gate's, which then refuses the
   *     call
   */
  GatePoint get(int gate) {
    return points[gate];
  }
}
