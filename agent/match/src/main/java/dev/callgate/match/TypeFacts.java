package dev.callgate.match;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a type hands down to its subtypes: of which rules' {@code subtypes_of} it is one, and which
 * of its methods carry an annotation that a rule names.
 *
 * @param roots binary names of the types named in {@code subtypes_of} that this type is, extends or
 *     implements
 * @param annotated for each such method, binary names of the annotations, its supertypes' included
 */
record TypeFacts(Set<String> roots, Map<MethodKey, Set<String>> annotated) {
  /** What almost every type hands down. */
  static final TypeFacts NONE = new TypeFacts(Set.of(), Map.of());

  boolean isEmpty() {
    return roots.isEmpty() && annotated.isEmpty();
  }

  /** Both together. */
  TypeFacts and(TypeFacts other) {
    if (other.isEmpty()) {
      return this;
    }
    if (isEmpty()) {
      return other;
    }
    Set<String> allRoots = new HashSet<>(roots);
    allRoots.addAll(other.roots);
    Map<MethodKey, Set<String>> all = new HashMap<>(annotated);
    for (Map.Entry<MethodKey, Set<String>> entry : other.annotated.entrySet()) {
      Set<String> names = new HashSet<>(entry.getValue());
      Set<String> before = all.get(entry.getKey());
      if (before != null) {
        names.addAll(before);
      }
      all.put(entry.getKey(), names);
    }
    return new TypeFacts(allRoots, all);
  }

  /** What of it is about these types and annotations. */
  TypeFacts only(Set<String> types, Set<String> annotations) {
    Set<String> kept = new HashSet<>(roots);
    kept.retainAll(types);
    Map<MethodKey, Set<String>> methods = new HashMap<>();
    for (Map.Entry<MethodKey, Set<String>> entry : annotated.entrySet()) {
      Set<String> names = new HashSet<>(entry.getValue());
      names.retainAll(annotations);
      if (!names.isEmpty()) {
        methods.put(entry.getKey(), names);
      }
    }
    return new TypeFacts(kept, methods);
  }

  /** What is here and not in {@code other}. */
  TypeFacts without(TypeFacts other) {
    Set<String> rest = new HashSet<>(roots);
    rest.removeAll(other.roots);
    Map<MethodKey, Set<String>> methods = new HashMap<>();
    for (Map.Entry<MethodKey, Set<String>> entry : annotated.entrySet()) {
      Set<String> names = new HashSet<>(entry.getValue());
      names.removeAll(other.annotated.getOrDefault(entry.getKey(), Set.of()));
      if (!names.isEmpty()) {
        methods.put(entry.getKey(), names);
      }
    }
    return new TypeFacts(rest, methods);
  }
}
