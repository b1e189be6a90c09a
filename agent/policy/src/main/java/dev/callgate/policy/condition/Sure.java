package dev.callgate.policy.condition;

import java.util.ArrayList;
import java.util.List;

/**
 * A condition taken apart into tests of single values, for whoever asks them faster than {@link
 * Condition#test}. It answers less: what it says is so, and what it does not say may be so all the
 * same, as wherever a view, an accessor or the call's surroundings would have to be asked.
 * Immutable.
 */
public sealed interface Sure {
  /** Each part has to say so. */
  record Every(List<Sure> parts) implements Sure {}

  /** One part is enough. */
  record Some(List<Sure> parts) implements Sure {}

  /** Says nothing. */
  record Never() implements Sure {}

  /**
   * Whether an operator answers so about a whole value.
   *
   * @param subject an argument's index, which may be one this method does not have, or {@link
   *     CallView#RECEIVER}
   * @param truth the answer
   * @param is whether it has to be this answer, or any other
   */
  record Answer(int subject, Operator operator, Truth truth, boolean is) implements Sure {}

  /** Nobody can tell without the whole condition. */
  Sure NEVER = new Never();

  /** That the rule of this condition does not apply. */
  static Sure harmless(Condition condition) {
    return that(condition, Truth.FALSE, /* is= */ true);
  }

  private static Sure that(Condition condition, Truth truth, boolean is) {
    if (condition instanceof AllOf all) {
      // false as soon as one is, true when each is
      return parts(all.parts(), truth, is, (truth == Truth.FALSE) == is);
    }
    if (condition instanceof AnyOf any) {
      return parts(any.parts(), truth, is, (truth == Truth.TRUE) == is);
    }
    if (condition instanceof Negation not) {
      return that(not.part(), truth.negated(), is);
    }
    if (condition instanceof Definitely definitely) {
      // never undecided: not true is false
      return that(definitely.part(), Truth.TRUE, (truth == Truth.TRUE) == is);
    }
    return condition instanceof LeafCondition leaf
        ? leaf(leaf.subject(), leaf.operators(), truth, is)
        : NEVER;
  }

  private static Sure parts(List<Condition> conditions, Truth truth, boolean is, boolean some) {
    List<Sure> parts = new ArrayList<>();
    for (Condition condition : conditions) {
      parts.add(that(condition, truth, is));
    }
    return joined(parts, some);
  }

  private static Sure leaf(int subject, Operator operator, Truth truth, boolean is) {
    if (operator instanceof OppositeOperator opposite) {
      return leaf(subject, opposite.opposite(), truth.negated(), is);
    }
    if (!(operator instanceof AllOperators all)) {
      return new Answer(subject, operator, truth, is);
    }
    List<Sure> parts = new ArrayList<>();
    for (Operator each : all.operators()) {
      parts.add(leaf(subject, each, truth, is));
    }
    return joined(parts, (truth == Truth.FALSE) == is);
  }

  private static Sure joined(List<Sure> all, boolean some) {
    List<Sure> parts = new ArrayList<>();
    for (Sure part : all) {
      if (part != NEVER) {
        parts.add(part);
      } else if (!some) {
        return NEVER;
      }
    }
    if (parts.isEmpty()) {
      return NEVER;
    }
    return parts.size() == 1 ? parts.get(0) : some ? new Some(parts) : new Every(parts);
  }
}
