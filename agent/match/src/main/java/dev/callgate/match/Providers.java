package dev.callgate.match;

import dev.callgate.policy.Rule;
import dev.callgate.policy.condition.JdkLoaders;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Superclasses from which a class inherits bodies for methods that only its interfaces gate: {@code
 * class C extends B implements S}, where B was woven without knowing of S. Thread-safe.
 */
final class Providers {
  private final List<Rule> rules;
  private final Set<String> roots;
  private final Set<String> annotations = new HashSet<>();
  private final Supertypes supertypes;
  private final LoaderMap<TypeFacts> provided = new LoaderMap<>();

  /**
   * @param roots the types whose subtypes a rule, and not only an exception, is about
   */
  Providers(List<Rule> rules, Set<String> roots, Supertypes supertypes) {
    this.rules = rules;
    this.roots = roots;
    for (Rule rule : rules) {
      annotations.addAll(rule.match().annotations());
    }
    this.supertypes = supertypes;
  }

  /** What subclasses have made of this class; null for almost every class. */
  @Nullable TypeFacts madeOf(@Nullable ClassLoader loader, String internalName) {
    return provided.get(loader, internalName);
  }

  /** The loaded superclasses that have to be woven again before {@code type} is defined. */
  List<KnownType> of(@Nullable ClassLoader loader, ClassOutline type, TypeFacts inherited) {
    TypeFacts unknown = unknownToSuperclass(loader, type, inherited);
    List<KnownType> providers = new ArrayList<>();
    for (KnownType ancestor = superclass(loader, type, unknown);
        ancestor != null;
        ancestor = ancestor.superclass()) {
      if (JdkLoaders.isJdk(ancestor.loader())) {
        break;
      }
      String name = ancestor.name().replace('.', '/');
      TypeFacts before = provided.get(ancestor.loader(), name);
      if (before == null || !unknown.without(before).isEmpty()) {
        provided.put(ancestor.loader(), name, before == null ? unknown : before.and(unknown));
        providers.add(ancestor);
      }
    }
    return providers;
  }

  /**
   * Faults a class that inherits such a body from the JDK, where weaving it would hold the calls of
   * everybody.
   */
  void checkJdk(
      @Nullable ClassLoader loader, ClassOutline type, TypeFacts inherited, List<Fault> faults) {
    TypeFacts unknown = unknownToSuperclass(loader, type, inherited);
    KnownType ancestor = superclass(loader, type, unknown);
    if (ancestor == null) {
      return;
    }
    Set<MethodKey> declared = new HashSet<>();
    for (MethodOutline method : type.methods()) {
      declared.add(method.key());
    }
    while (ancestor != null && !JdkLoaders.isJdk(ancestor.loader())) {
      // Each of these is woven as a provider; reflection on them could ask an application's loader
      // for types.
      ancestor = ancestor.superclass();
    }
    for (;
        ancestor != null && !ancestor.name().equals("java.lang.Object");
        ancestor = ancestor.superclass()) {
      for (MethodKey key : ancestor.bodies()) {
        if (!declared.contains(key) && isGated(loader, key, unknown)) {
          String message =
              "it inherits the body of the gated method "
                  + key
                  + " from the JDK's "
                  + ancestor.name()
                  + "; override it in the class itself";
          faults.add(new Fault(Fault.Kind.JDK_BODY, null, message));
        }
      }
    }
  }

  private boolean isGated(@Nullable ClassLoader loader, MethodKey key, TypeFacts unknown) {
    if (unknown.annotated().containsKey(key)) {
      return true;
    }
    for (Rule rule : rules) {
      for (String root : rule.match().subtypesOf()) {
        KnownType type = unknown.roots().contains(root) ? supertypes.find(loader, root) : null;
        if (type != null
            && rule.bind(key.name(), key.descriptor()) != null
            && type.hasPublicMethod(key)) {
          return true;
        }
      }
    }
    return false;
  }

  private @Nullable KnownType superclass(
      @Nullable ClassLoader loader, ClassOutline type, TypeFacts unknown) {
    String name = type.superName();
    return unknown.isEmpty() || name == null
        ? null
        : supertypes.find(loader, name.replace('/', '.'));
  }

  private TypeFacts unknownToSuperclass(
      @Nullable ClassLoader loader, ClassOutline type, TypeFacts inherited) {
    String superName = type.superName();
    if (type.isInterface() || superName == null || superName.equals("java/lang/Object")) {
      return TypeFacts.NONE;
    }
    TypeFacts fromSuper = supertypes.of(loader, superName);
    return fromSuper == null
        ? TypeFacts.NONE
        : inherited.without(fromSuper).only(roots, annotations);
  }
}
