package dev.callgate.match;

import dev.callgate.policy.Match;
import dev.callgate.policy.Rule;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hidden classes that were there before the agent: lambdas of the JDK's own start, or of an agent
 * that came earlier. Nothing can be woven into them any more. Immutable.
 */
final class LoadedHidden {
  private final List<Rule> rules;
  private final Supertypes supertypes;

  LoadedHidden(List<Rule> rules, Supertypes supertypes) {
    this.rules = rules;
    this.supertypes = supertypes;
  }

  /** A rule that would have held a method of this class, as the end of a sentence; or null. */
  @Nullable String heldBy(Class<?> type) {
    TypeFacts facts = supertypes.ofSupertypes(new LoadedType(type));
    String name = HiddenClass.ruleName(type.getName());
    boolean jvms = HiddenClass.isMadeByJvm(type.getName());
    for (Rule rule : rules) {
      Match match = rule.match();
      boolean byAnnotation = !match.annotations().isEmpty();
      boolean bySupertype = !match.subtypesOf().isEmpty();
      if (!match.matchesClassName(name)
          || byAnnotation && facts.annotated().isEmpty()
          || bySupertype && !containsAny(facts.roots(), match.subtypesOf())
          || jvms && !byAnnotation && !bySupertype && match.methods().isEmpty()) {
        continue;
      }
      for (Method method : type.getDeclaredMethods()) {
        MethodKey key =
            new MethodKey(
                method.getName(),
                MethodType.methodType(method.getReturnType(), method.getParameterTypes())
                    .toMethodDescriptorString());
        Set<String> onMethod = facts.annotated().getOrDefault(key, Set.of());
        if (Modifier.isPublic(method.getModifiers())
            && (!byAnnotation || containsAny(onMethod, match.annotations()))
            && rule.bind(key.name(), key.descriptor()) != null) {
          return "rule " + rule.id() + " (" + rule.source() + ") names its method " + key.name();
        }
      }
    }
    return null;
  }

  private static boolean containsAny(Set<String> set, List<String> wanted) {
    for (String name : wanted) {
      if (set.contains(name)) {
        return true;
      }
    }
    return false;
  }
}
