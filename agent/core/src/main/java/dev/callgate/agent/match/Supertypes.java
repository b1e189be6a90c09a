package dev.callgate.agent.match;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What types hand down, learned as they load. Thread-safe.
 *
 * <p>A class is offered to a transformer before its supertypes are loaded, so that a gate on a
 * supertype's method could be learned too late. Therefore the direct supertypes are loaded first:
 * by the same loader, in the same order and at the same moment at which the JVM itself would do it
 * next. No other class and no resource is ever asked for.
 */
final class Supertypes {
  private final Set<String> roots;
  // By defining loader: what a type hands down, when that is anything.
  private final LoaderMap<TypeFacts> learned = new LoaderMap<>();
  // By initiating loader: the answer for a name that was asked for before.
  private final LoaderMap<TypeFacts> asked = new LoaderMap<>();

  Supertypes(Set<String> roots) {
    this.roots = roots;
  }

  /**
   * Whether JDK types need to be looked at: their methods carry none of our annotations, so only
   * {@code subtypes_of} can name them.
   */
  boolean concernsJdk() {
    return !roots.isEmpty();
  }

  boolean isRoot(String binaryName) {
    return roots.contains(binaryName);
  }

  /** Remembers what a type hands down. */
  void learn(@Nullable ClassLoader loader, String internalName, TypeFacts facts) {
    if (!facts.isEmpty()) {
      learned.put(loader, internalName, facts);
    }
  }

  /**
   * What the named direct supertype of a class of {@code loader} hands down.
   *
   * @throws ClassNotFoundException when it cannot be loaded; the JVM will not be able to either
   */
  TypeFacts of(@Nullable ClassLoader loader, String internalName) throws ClassNotFoundException {
    if (internalName.equals("java/lang/Object")) {
      return TypeFacts.NONE;
    }
    if (internalName.startsWith("java/") && !concernsJdk()) {
      return TypeFacts.NONE;
    }
    TypeFacts facts = asked.get(loader, internalName);
    if (facts == null) {
      facts = ofLoaded(Class.forName(internalName.replace('/', '.'), false, loader));
      asked.put(loader, internalName, facts);
    }
    return facts;
  }

  /** What a loaded type hands down. */
  TypeFacts ofLoaded(Class<?> type) {
    TypeFacts facts = learned.get(type.getClassLoader(), type.getName().replace('.', '/'));
    if (facts != null) {
      return facts;
    }
    // Every class outside the JDK has been through match, at its loading or when the agent settled
    // what was loaded already.
    return isJdk(type.getClassLoader()) && concernsJdk() ? walk(type) : TypeFacts.NONE;
  }

  static boolean isJdk(@Nullable ClassLoader loader) {
    return loader == null || loader == ClassLoader.getPlatformClassLoader();
  }

  private TypeFacts walk(Class<?> type) {
    TypeFacts facts =
        roots.contains(type.getName())
            ? new TypeFacts(Set.of(type.getName()), java.util.Map.of())
            : TypeFacts.NONE;
    if (type.getSuperclass() != null) {
      facts = facts.and(walk(type.getSuperclass()));
    }
    for (Class<?> parent : type.getInterfaces()) {
      facts = facts.and(walk(parent));
    }
    return facts;
  }
}
