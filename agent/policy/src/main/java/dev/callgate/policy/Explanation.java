package dev.callgate.policy;

import dev.callgate.policy.condition.CallView;
import dev.callgate.policy.condition.ConditionCompiler;
import dev.callgate.policy.condition.Truth;
import dev.callgate.policy.condition.UndecidedReason;
import dev.callgate.policy.condition.When;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a condition is what it is for one call: every part of it with its own answer. Immutable.
 *
 * @param depth how far inside the condition, from 0
 * @param text the part, in the words of the policy
 * @param truth what it is for the call
 * @param why why nothing was decided about one value; null where something was, and where the parts
 *     say
 */
public record Explanation(int depth, String text, Truth truth, @Nullable String why) {
  /** All parts of a rule's condition, each before its own parts; empty when there is none. */
  public static List<Explanation> of(BoundRule bound, CallView call) {
    List<Explanation> parts = new ArrayList<>();
    if (!(bound.rule().when() instanceof When.Always)) {
      explain(bound.rule().when(), 0, bound.parameterNames(), call, parts);
    }
    return parts;
  }

  /** Why nothing was decided about some values, each once; empty when all was. */
  public static List<String> reasons(BoundRule bound, CallView call) {
    List<String> reasons = new ArrayList<>();
    for (Explanation part : of(bound, call)) {
      if (part.why() != null && !reasons.contains(part.why())) {
        reasons.add(part.why());
      }
    }
    return reasons;
  }

  private static void explain(
      When when, int depth, List<String> names, CallView call, List<Explanation> parts) {
    Truth truth = ConditionCompiler.compile(when, names).test(call);
    boolean undecided = truth == Truth.UNDECIDED;
    String why = undecided ? UndecidedReason.of(when, names, call) : null;
    parts.add(new Explanation(depth, text(when), truth, why));
    for (When part : when.parts()) {
      explain(part, depth + 1, names, call, parts);
    }
  }

  /** All parts of a condition without a call, a line each, those inside of others indented. */
  public static List<String> outline(When when) {
    List<String> lines = new ArrayList<>();
    if (!(when instanceof When.Always)) {
      outline(when, 1, lines);
    }
    return lines;
  }

  private static void outline(When when, int depth, List<String> lines) {
    lines.add("  ".repeat(depth) + text(when));
    for (When part : when.parts()) {
      outline(part, depth + 1, lines);
    }
  }

  private static String text(When when) {
    if (when instanceof When.Leaf leaf) {
      StringBuilder text = new StringBuilder(leaf.subject().words());
      if (leaf.view() != null) {
        text.append(" as ").append(leaf.view().words());
      }
      for (When.Operation operation : leaf.operations()) {
        text.append(' ').append(operation.key()).append(' ').append(operation.written());
      }
      return text.append(", line ").append(leaf.operations().get(0).at().line()).toString();
    }
    if (when instanceof When.Until) {
      return "before the exception ends";
    }
    if (when instanceof When.Within within) {
      return "for " + within.match().words();
    }
    if (when instanceof When.From from) {
      return "called_from " + from.written() + ", line " + from.at().line();
    }
    if (when instanceof When.During during) {
      return "time " + during.written() + ", line " + during.at().line();
    }
    return when instanceof When.All
        ? "all"
        : when instanceof When.Any
            ? "any"
            : when instanceof When.Not
                ? "not"
                : when instanceof When.Definitely ? "certainly" : "always";
  }
}
