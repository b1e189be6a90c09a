package dev.callgate.replay;

import dev.callgate.policy.PolicyException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Recorded calls that are told as one, because nothing but their time tells them apart.
 *
 * @param words the call, for people
 * @param lines where each stands
 * @param before what became of them
 * @param now what becomes of them
 */
public record Difference(
    String words, List<Integer> lines, Replay.Judgement before, Replay.Judgement now) {
  public Difference {
    lines = List.copyOf(lines);
  }

  /** Every call, with what became of it then and what becomes of it now. */
  public static List<Difference> sinceRecorded(List<KnownCall> calls, Replay policy)
      throws PolicyException {
    List<Difference> all = new ArrayList<>();
    for (KnownCall call : calls) {
      all.add(
          new Difference(
              call.words(), List.of(call.line()), Replay.recorded(call), policy.judge(call)));
    }
    return grouped(all);
  }

  /** The calls that two policies decide differently. */
  public static List<Difference> between(List<KnownCall> calls, Replay old, Replay now)
      throws PolicyException {
    List<Difference> changed = new ArrayList<>();
    for (KnownCall call : calls) {
      Replay.Judgement before = old.judge(call);
      Replay.Judgement after = now.judge(call);
      if (!before.decidesAs(after)) {
        changed.add(new Difference(call.words(), List.of(call.line()), before, after));
      }
    }
    return grouped(changed);
  }

  /** Whether more happens now without a person. */
  public boolean isWeaker() {
    return before.isWeakenedBy(now);
  }

  /** Puts together what reads the same, in the order in which they came. */
  static List<Difference> grouped(List<Difference> single) {
    Map<String, Difference> groups = new LinkedHashMap<>();
    Function<Difference, String> key = d -> d.words + d.before + d.now;
    for (Difference one : single) {
      Difference known = groups.get(key.apply(one));
      if (known == null) {
        groups.put(key.apply(one), one);
      } else {
        List<Integer> lines = new ArrayList<>(known.lines);
        lines.addAll(one.lines);
        groups.put(key.apply(one), new Difference(known.words, lines, known.before, known.now));
      }
    }
    return List.copyOf(groups.values());
  }
}
