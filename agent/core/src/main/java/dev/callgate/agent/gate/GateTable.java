package dev.callgate.agent.gate;

import dev.callgate.match.LoaderMap;
import dev.callgate.match.MatchedClass;
import dev.callgate.match.MatchedMethod;
import dev.callgate.match.MethodKey;
import dev.callgate.policy.BoundRule;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Every gate of this JVM, by the id that its woven code carries. Ids are never reused; a class that
 * is woven again keeps its own. Thread-safe; reading takes no lock.
 */
public final class GateTable {
  private final LoaderMap<Map<MethodKey, Integer>> ids = new LoaderMap<>();
  private final Map<String, Integer> wovenPerRule = new TreeMap<>();
  private final BitSet woven = new BitSet();
  private volatile GatePoint[] points = new GatePoint[0];

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
    GatePoint point =
        new GatePoint(
            type.shownName(),
            method.outline().key(),
            method.outline().isStatic(),
            method.rules(),
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
        for (BoundRule rule : points[gate].rules()) {
          String id = rule.rule().id();
          wovenPerRule.put(id, wovenPerRule.getOrDefault(id, 0) + 1);
        }
      }
    }
  }

  /** Whether a rule stands in at least one method. */
  public synchronized int wovenBy(String ruleId) {
    return wovenPerRule.getOrDefault(ruleId, 0);
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
