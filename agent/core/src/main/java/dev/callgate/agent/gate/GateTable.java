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
 * Every gate of this JVM, by the id that its woven code carries. Ids are never reused; a method
 * that is woven again with the same rules keeps its own. Thread-safe; reading takes no lock.
 */
public final class GateTable {
  private final LoaderMap<Map<MethodKey, Integer>> ids = new LoaderMap<>();
  // a gate and the one that its method had before
  private final Map<Integer, Integer> earlier = new HashMap<>();
  private final Map<String, RuleTally> tallies = new HashMap<>();
  private final LongAdder failures = new LongAdder();
  private final LongAdder stripped = new LongAdder();
  private final BitSet woven = new BitSet();
  private final OwnThreads own;
  private final @Nullable Shortcuts shortcuts;
  private volatile GatePoint[] points = new GatePoint[0];
  private long refusedClasses;

  /** With no short way through any gate. */
  public GateTable() {
    this(new OwnThreads(), null);
  }

  /**
   * @param own threads whose calls are not counted
   * @param shortcuts makes the short ways through gates; null for none
   */
  public GateTable(OwnThreads own, @Nullable Shortcuts shortcuts) {
    this.own = own;
    this.shortcuts = shortcuts;
    // Loaded now: a class that is loaded inside a transformer is shown to no transformer.
    new RuleTally().spares(new HarmlessCalls(own));
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
            new HarmlessCalls(own),
            method.outline().redacted(),
            binaryNames(method.outline().exceptions()),
            loader == null ? null : new WeakReference<>(loader),
            type.hidden());
    Integer known = ofClass.get(point.key());
    if (known != null && points[known].isLike(point)) {
      return known;
    }
    // A gate stays what it is: a short way through it was made for its rules. And two hidden
    // classes may share a name.
    GatePoint before = known == null || type.hidden() ? null : points[known];
    GatePoint[] next = Arrays.copyOf(points, points.length + 1);
    int gate = next.length - 1;
    next[gate] = point;
    points = next;
    ofClass.put(point.key(), gate);
    for (RuleTally tally : point.tallies()) {
      tally.spares(point.harmless());
      if (before == null || !before.tallies().contains(tally)) {
        tally.matched();
      }
    }
    if (before != null && known != null) {
      earlier.put(gate, known);
    }
    return gate;
  }

  /** Notes that these gates stand in a class now. */
  public synchronized void woven(Collection<Integer> gates) {
    for (int gate : gates) {
      if (!woven.get(gate)) {
        woven.set(gate);
        // The same method may have had other rules before: it is counted once.
        Integer known = earlier.get(gate);
        GatePoint before = known == null || !woven.get(known) ? null : points[known];
        for (RuleTally tally : points[gate].tallies()) {
          if (before == null || !before.tallies().contains(tally)) {
            tally.woven();
          }
        }
        if (before != null && known != null) {
          woven.clear(known);
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

  /** Notes that a thread has come this way so often that a shorter one is worth making. */
  void isBusy(int gate) {
    GatePoint point = points[gate];
    // The JDK's own classes keep the long way, since what makes and links a check is made of them,
    // and so do watched methods, of which each call has to be seen.
    if (shortcuts != null && point.loader() != null && point.watch() == null) {
      shortcuts.want(gate, point);
    }
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
