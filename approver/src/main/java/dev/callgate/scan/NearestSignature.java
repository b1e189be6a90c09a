package dev.callgate.scan;

import dev.callgate.match.MethodOutline;
import dev.callgate.policy.MethodPattern;
import dev.callgate.policy.yaml.Spelling;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a type has instead of a method that it has not. */
final class NearestSignature {
  private static final int SHOWN = 4;

  private NearestSignature() {}

  /**
   * The type's methods of that name, or else of the nearest name, its supertypes' included; null
   * when one of them does fit, so that something else is wrong.
   */
  static @Nullable String of(MethodPattern pattern, ScannedClass type, ClassWorld world) {
    Set<MethodOutline> methods = methods(type, world);
    Set<String> sameName = new TreeSet<>();
    Set<String> names = new TreeSet<>();
    for (MethodOutline method : methods) {
      String name = method.key().name();
      if (pattern.matches(name, method.key().descriptor())) {
        return null;
      }
      if (!method.isSynthetic() && !name.startsWith("<")) {
        names.add(name);
        if (pattern.name().matches(name)) {
          sameName.add(Signature.inPolicy(method.key()));
        }
      }
    }
    if (sameName.isEmpty()) {
      String nearest = Spelling.nearest(pattern.name().text(), names);
      for (MethodOutline method : methods) {
        if (method.key().name().equals(nearest)) {
          sameName.add(Signature.inPolicy(method.key()));
        }
      }
    }
    return sameName.isEmpty()
        ? String.join(", ", names.stream().limit(SHOWN).toList())
        : String.join(", ", sameName.stream().limit(SHOWN).toList());
  }

  private static Set<MethodOutline> methods(ScannedClass type, ClassWorld world) {
    Set<MethodOutline> methods = new LinkedHashSet<>();
    Set<String> seen = new LinkedHashSet<>();
    Deque<ScannedClass> open = new ArrayDeque<>();
    open.add(type);
    while (!open.isEmpty()) {
      ScannedClass next = open.remove();
      if (!seen.add(next.name()) || next.name().equals("java/lang/Object")) {
        continue;
      }
      methods.addAll(next.outline().methods());
      Set<String> parents = new LinkedHashSet<>(next.interfaces());
      if (next.superName() != null) {
        parents.add(next.superName());
      }
      for (String parent : parents) {
        ScannedClass found = world.resolve(parent);
        if (found != null) {
          open.add(found);
        }
      }
    }
    return methods;
  }
}
