package dev.callgate.match;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What types hand down, learned as they load. Thread-safe.
 *
 * <p>A class is offered to a transformer before its supertypes are loaded, so that a gate on a
 * supertype's method could be learned too late. And a class that is loaded by code inside a
 * transformer is not offered to that transformer at all: the JVM's instrumentation agent lets no
 * thread in twice. Therefore the direct supertypes are loaded <em>before</em> the class is defined,
 * by {@link #load}, which the hook in {@code ClassLoader.defineClass} calls: the same loader, the
 * same order, a moment earlier than the JVM itself. Inside the transformer, {@link #of} only looks
 * at what is there.
 */
final class Supertypes {
  private final Set<String> roots;
  private final LoadedClasses loaded;
  // By defining loader: what a type hands down, when that is anything.
  private final LoaderMap<TypeFacts> learned = new LoaderMap<>();
  // By initiating loader: the answer for a name that was asked for before.
  private final LoaderMap<TypeFacts> asked = new LoaderMap<>();

  Supertypes(Set<String> roots, LoadedClasses loaded) {
    this.roots = roots;
    this.loaded = loaded;
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

  /** Whether nothing that this type could hand down concerns a rule. */
  private boolean isIndifferent(String internalName) {
    return internalName.equals("java/lang/Object")
        || internalName.startsWith("java/") && !concernsJdk();
  }

  /**
   * What the named direct supertype of a class of {@code loader} hands down; null when it is not
   * loaded yet.
   */
  @Nullable TypeFacts of(@Nullable ClassLoader loader, String internalName) {
    if (isIndifferent(internalName)) {
      return TypeFacts.NONE;
    }
    TypeFacts facts = asked.get(loader, internalName);
    if (facts == null) {
      Class<?> type = find(loader, internalName.replace('/', '.'));
      if (type == null) {
        return null;
      }
      facts = ofLoaded(type);
      asked.put(loader, internalName, facts);
    }
    return facts;
  }

  /**
   * Loads the named direct supertype of a class that {@code loader} is about to define. Never
   * called inside a transformer.
   *
   * @throws ClassNotFoundException when it cannot be loaded; the JVM will not be able to either
   */
  void load(ClassLoader loader, String internalName) throws ClassNotFoundException {
    if (!isIndifferent(internalName) && asked.get(loader, internalName) == null) {
      asked.put(
          loader,
          internalName,
          ofLoaded(Class.forName(internalName.replace('/', '.'), false, loader)));
    }
  }

  // A class that a parent defined is known to the loader only once the JVM has asked the loader for
  // it.
  @Nullable Class<?> find(@Nullable ClassLoader loader, String binaryName) {
    for (ClassLoader asking = loader; asking != null; asking = asking.getParent()) {
      Class<?> type = loaded.find(asking, binaryName);
      if (type != null) {
        return type;
      }
    }
    return loaded.find(null, binaryName);
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
