package dev.callgate.agent.gate;

import dev.callgate.agent.fact.Watch;
import dev.callgate.match.MethodKey;
import dev.callgate.policy.BoundRule;
import dev.callgate.policy.Rule;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One gated method: what the id in the woven code stands for. Immutable.
 *
 * @param className binary name of the declaring class; of a hidden class, which has none that
 *     anybody could ask for, what people read instead
 * @param key the method
 * @param isStatic whether it has no receiver
 * @param rules the rules that name it; empty for a method that is only watched
 * @param tallies what each of them counts, in the same order
 * @param watch what it does, where facts are kept by watching it; null for almost every method
 * @param harmless how many of its calls no rule was about
 * @param redacted indexes of the parameters marked {@code @Redacted}
 * @param exceptions binary names of the checked exceptions it declares
 * @param loader the declaring class's loader; null inside for the boot loader. Weak, so that a gate
 *     keeps no application alive
 * @param isHidden whether the declaring class is hidden, as a lambda's is
 */
record GatePoint(
    String className,
    MethodKey key,
    boolean isStatic,
    List<BoundRule> rules,
    List<RuleTally> tallies,
    @Nullable Watch watch,
    HarmlessCalls harmless,
    Set<Integer> redacted,
    List<String> exceptions,
    @Nullable WeakReference<ClassLoader> loader,
    boolean isHidden) {

  /** {@code Type.method}, as people and models read it. */
  String shortName() {
    String simple = className.substring(className.lastIndexOf('.') + 1).replace('$', '.');
    return key.isConstructor() ? "new " + simple : simple + "." + key.name();
  }

  /** Whether the other one differs in nothing that matters to a call. */
  boolean isLike(GatePoint other) {
    boolean like =
        isStatic == other.isStatic
            && watch == other.watch
            && redacted.equals(other.redacted)
            && exceptions.equals(other.exceptions)
            && rules.size() == other.rules.size();
    for (int i = 0; like && i < rules.size(); i++) {
      like =
          isSame(rules.get(i).rule(), other.rules.get(i).rule())
              && rules.get(i).parameterNames().equals(other.rules.get(i).parameterNames());
    }
    return like;
  }

  /** Both are of one policy; what exceptions leave of a rule is made for each method. */
  private static boolean isSame(Rule one, Rule other) {
    return one == other || one.id().equals(other.id()) && one.when().equals(other.when());
  }

  /** The declaring class, or null when its loader is gone or it is hidden. */
  @Nullable Class<?> declaringClass() {
    ClassLoader owner = loader == null ? null : loader.get();
    if (isHidden || loader != null && owner == null) {
      return null;
    }
    try {
      return Class.forName(className, false, owner);
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }
}
