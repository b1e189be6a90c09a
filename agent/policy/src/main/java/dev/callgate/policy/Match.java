package dev.callgate.policy;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which methods a rule is about; known without running anything. The parts narrow each other, the
 * items of one part widen it.
 *
 * @param annotations binary names; the method or its type carries one of them
 * @param classes the class has one of these names; empty for any
 * @param subtypesOf binary names; the class is, extends or implements one of them; empty for any
 * @param methods one of these fits; empty for every method, without constructors unless an
 *     annotation says so
 * @param excludes classes taken out again
 * @param excludedMethods methods of classes taken out again
 */
public record Match(
    List<String> annotations,
    List<ClassPattern> classes,
    List<String> subtypesOf,
    List<MethodPattern> methods,
    List<ClassPattern> excludes,
    List<ExcludedMethod> excludedMethods) {
  /** Takes out whole classes only. */
  public Match(
      List<String> annotations,
      List<ClassPattern> classes,
      List<String> subtypesOf,
      List<MethodPattern> methods,
      List<ClassPattern> excludes) {
    this(annotations, classes, subtypesOf, methods, excludes, List.of());
  }

  public Match {
    annotations = List.copyOf(annotations);
    classes = List.copyOf(classes);
    subtypesOf = List.copyOf(subtypesOf);
    methods = List.copyOf(methods);
    excludes = List.copyOf(excludes);
    excludedMethods = List.copyOf(excludedMethods);
  }

  /** Whether a method of this class is taken out again by its own name. */
  public boolean excludes(String binaryName, String methodName) {
    for (ExcludedMethod excluded : excludedMethods) {
      if (excluded.name().matches(methodName) && excluded.type().matches(binaryName)) {
        return true;
      }
    }
    return false;
  }

  /** Whether {@link #methods} mean a method of this signature. */
  public boolean namesMethod(String methodName, String descriptor) {
    for (MethodPattern pattern : methods) {
      if (pattern.matches(methodName, descriptor)) {
        return true;
      }
    }
    return methods.isEmpty();
  }

  /** Which methods, as a sentence says it. */
  public String words() {
    StringBuilder words = new StringBuilder();
    words.append(methods.isEmpty() ? "any method" : joined(methods, " or "));
    if (!classes.isEmpty()) {
      words.append(" of ").append(joined(classes, " or "));
    }
    if (!subtypesOf.isEmpty()) {
      words.append(" of ").append(joined(subtypesOf, " or "));
      words.append(" and all that extends or implements it");
    }
    if (!annotations.isEmpty()) {
      words.append(" that carry @").append(joined(annotations, " or @"));
    }
    if (!excludes.isEmpty()) {
      words.append(", except ").append(joined(excludes, " and ")).append(',');
    }
    return words.toString();
  }

  /** {@code a, b or c}. */
  private static String joined(List<?> items, String last) {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < items.size(); i++) {
      words.append(i == 0 ? "" : i == items.size() - 1 ? last : ", ").append(items.get(i));
    }
    return words.toString();
  }

  /**
   * Whether the name fits {@link #classes} (or there are none) and none of {@link #excludes}.
   * Annotations and supertypes come on top.
   */
  public boolean matchesClassName(String binaryName) {
    return (classes.isEmpty() || anyMatches(classes, binaryName))
        && !anyMatches(excludes, binaryName);
  }

  /** The names in {@link #classes} that are no globs, for a look-up instead of a comparison. */
  public Set<String> exactClassNames() {
    Set<String> names = new LinkedHashSet<>();
    for (ClassPattern pattern : classes) {
      String name = pattern.exactName();
      if (name != null) {
        names.add(name);
      }
    }
    return names;
  }

  /** Whether {@link #classes} has patterns that {@link #exactClassNames()} does not cover. */
  public boolean hasGlobs() {
    for (ClassPattern pattern : classes) {
      if (pattern.exactName() == null) {
        return true;
      }
    }
    return false;
  }

  private static boolean anyMatches(List<ClassPattern> patterns, String binaryName) {
    for (ClassPattern pattern : patterns) {
      if (pattern.matches(binaryName)) {
        return true;
      }
    }
    return false;
  }
}
