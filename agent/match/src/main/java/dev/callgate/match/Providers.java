package dev.callgate.match;

import dev.callgate.policy.Rule;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
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
  private final Supertypes supertypes;
  private final LoaderMap<TypeFacts> provided = new LoaderMap<>();

  Providers(List<Rule> rules, Supertypes supertypes) {
    this.rules = rules;
    this.supertypes = supertypes;
  }

  /** What subclasses have made of this class; null for almost every class. */
  @Nullable TypeFacts madeOf(@Nullable ClassLoader loader, String internalName) {
    return provided.get(loader, internalName);
  }

  /** The loaded superclasses that have to be woven again before {@code type} is defined. */
  List<Class<?>> of(@Nullable ClassLoader loader, ClassOutline type, TypeFacts inherited) {
    TypeFacts unknown = unknownToSuperclass(loader, type, inherited);
    List<Class<?>> providers = new ArrayList<>();
    for (Class<?> ancestor = superclass(loader, type, unknown);
        ancestor != null;
        ancestor = ancestor.getSuperclass()) {
      if (Supertypes.isJdk(ancestor.getClassLoader())) {
        break;
      }
      String name = ancestor.getName().replace('.', '/');
      TypeFacts before = provided.get(ancestor.getClassLoader(), name);
      if (before == null || !unknown.without(before).isEmpty()) {
        provided.put(
            ancestor.getClassLoader(), name, before == null ? unknown : before.and(unknown));
        providers.add(ancestor);
      }
    }
    return providers;
  }

  /**
   * Refuses a class that inherits such a body from the JDK, where weaving it would hold the calls
   * of everybody.
   *
   * @throws UnweavableException naming the method
   */
  void checkJdk(@Nullable ClassLoader loader, ClassOutline type, TypeFacts inherited)
      throws UnweavableException {
    TypeFacts unknown = unknownToSuperclass(loader, type, inherited);
    Class<?> ancestor = superclass(loader, type, unknown);
    if (ancestor == null) {
      return;
    }
    Set<MethodKey> declared = new HashSet<>();
    for (MethodOutline method : type.methods()) {
      declared.add(method.key());
    }
    while (ancestor != null && !Supertypes.isJdk(ancestor.getClassLoader())) {
      // Each of these is woven as a provider; reflection on them could ask an application's loader
      // for types.
      ancestor = ancestor.getSuperclass();
    }
    for (; ancestor != null && ancestor != Object.class; ancestor = ancestor.getSuperclass()) {
      for (Method method : ancestor.getDeclaredMethods()) {
        MethodKey key =
            new MethodKey(
                method.getName(),
                MethodType.methodType(method.getReturnType(), method.getParameterTypes())
                    .toMethodDescriptorString());
        int modifiers = method.getModifiers();
        if (!Modifier.isAbstract(modifiers)
            && !Modifier.isStatic(modifiers)
            && !Modifier.isPrivate(modifiers)
            && !declared.contains(key)
            && isGated(loader, key, unknown)) {
          throw new UnweavableException(
              "it inherits the body of the gated method "
                  + key
                  + " from the JDK's "
                  + ancestor.getName()
                  + "; override it in the class itself");
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
        Class<?> type = unknown.roots().contains(root) ? supertypes.find(loader, root) : null;
        if (type != null
            && rule.bind(key.name(), key.descriptor()) != null
            && declares(type, key)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean declares(Class<?> type, MethodKey key) {
    for (Method method : type.getMethods()) {
      if (method.getName().equals(key.name())
          && MethodType.methodType(method.getReturnType(), method.getParameterTypes())
              .toMethodDescriptorString()
              .equals(key.descriptor())) {
        return true;
      }
    }
    return false;
  }

  private @Nullable Class<?> superclass(
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
    return fromSuper == null ? TypeFacts.NONE : inherited.without(fromSuper);
  }
}
