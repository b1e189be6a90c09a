package dev.callgate.match;

import dev.callgate.policy.BoundRule;
import dev.callgate.policy.ClassPattern;
import dev.callgate.policy.Match;
import dev.callgate.policy.MethodPattern;
import dev.callgate.policy.Rule;
import dev.callgate.policy.yaml.Spelling;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds rules that name a class and then none of its methods: a typo, or a library that moved on.
 * Of rules on subtypes, those of packs. Such a rule would hold nothing without a word, so the class
 * must not load.
 */
final class DeadPatterns {
  private DeadPatterns() {}

  /** Adds a fault that names the rule, the pattern and what the class has instead. */
  static void check(
      List<Rule> rules, ClassOutline type, List<MatchedMethod> matched, List<Fault> faults) {
    String binaryName = type.name().replace('/', '.');
    for (Rule rule : rules) {
      Match match = rule.match();
      if (isMovedOn(rule, type)) {
        faults.add(dead(rule, match.methods().get(0), type));
        continue;
      }
      if (!match.annotations().isEmpty()
          || !match.subtypesOf().isEmpty()
          || !match.matchesClassName(binaryName)
          || !namesExactly(match.classes(), binaryName)
          || isFaulted(rule, faults)
          // An exception may mean none of the class's methods; the rule that it is of is here too.
          || !rule.id().equals(rule.origin())) {
        continue;
      }
      if (!holds(rule, matched)) {
        faults.add(dead(rule, match.methods().isEmpty() ? null : match.methods().get(0), type));
      } else if (match.classes().size() == 1) {
        for (MethodPattern pattern : match.methods()) {
          if (!holds(pattern, matched)) {
            faults.add(dead(rule, pattern, type));
          }
        }
      }
    }
  }

  /**
   * Whether the type is the very one whose subtypes a pack's rule is about, and has none of the
   * methods any more. An own rule may mean what only some subtypes have; a pack was written for a
   * library in which the type has them. Only where nothing can be inherited either.
   */
  private static boolean isMovedOn(Rule rule, ClassOutline type) {
    String binaryName = type.name().replace('/', '.');
    if (!rule.isOfPack()
        || !rule.id().equals(rule.origin())
        || rule.match().methods().isEmpty()
        || !rule.match().subtypesOf().contains(binaryName)
        || !type.interfaces().isEmpty()
        || type.superName() != null && !type.superName().equals("java/lang/Object")) {
      return false;
    }
    for (MethodOutline method : type.methods()) {
      if (rule.match().namesMethod(method.key().name(), method.key().descriptor())) {
        return false;
      }
    }
    return true;
  }

  private static boolean namesExactly(List<ClassPattern> classes, String binaryName) {
    for (ClassPattern pattern : classes) {
      if (binaryName.equals(pattern.exactName())) {
        return true;
      }
    }
    return false;
  }

  /** What names a method that cannot be woven has been told so already. */
  private static boolean isFaulted(Rule rule, List<Fault> faults) {
    for (Fault fault : faults) {
      if (fault.rule() == rule) {
        return true;
      }
    }
    return false;
  }

  private static boolean holds(Rule rule, List<MatchedMethod> matched) {
    for (MatchedMethod method : matched) {
      for (BoundRule bound : method.rules()) {
        if (bound.rule().id().equals(rule.id())) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean holds(MethodPattern pattern, List<MatchedMethod> matched) {
    for (MatchedMethod method : matched) {
      if (pattern.matches(method.outline().key().name(), method.outline().key().descriptor())) {
        return true;
      }
    }
    return false;
  }

  private static Fault dead(Rule rule, @Nullable MethodPattern pattern, ClassOutline type) {
    StringBuilder message = new StringBuilder("rule ");
    message.append(rule.id()).append(" (").append(rule.source()).append(") fits no method of ");
    message.append(type.name().replace('/', '.'));
    if (pattern != null) {
      message.append(": ").append(pattern).append(like(pattern, type));
    }
    return new Fault(Fault.Kind.DEAD_PATTERN, rule, message.toString());
  }

  /** The signatures of that name, or else the name that is nearest, as the end of a sentence. */
  private static String like(MethodPattern pattern, ClassOutline type) {
    StringBuilder sameName = new StringBuilder();
    Set<String> names = new TreeSet<>();
    for (MethodOutline method : type.methods()) {
      if (method.isSynthetic() || method.key().name().equals("<clinit>")) {
        continue;
      }
      names.add(method.key().name());
      if (pattern.name().matches(method.key().name())) {
        sameName
            .append(sameName.length() == 0 ? ", which has " : " and ")
            .append(signature(method.key()));
      }
    }
    String nearest = Spelling.nearest(pattern.name().text(), names);
    if (sameName.length() > 0) {
      return sameName.toString();
    }
    return nearest == null
        ? ", which declares no such method (one that it inherits is gated where it is declared)"
        : "; did you mean " + nearest + "?";
  }

  private static String signature(MethodKey key) {
    StringBuilder signature = new StringBuilder(key.name()).append('(');
    String between = "";
    for (String parameter : Descriptors.parameters(key.descriptor())) {
      signature.append(between).append(Descriptors.sourceName(parameter));
      between = ", ";
    }
    return signature.append(')').toString();
  }
}
