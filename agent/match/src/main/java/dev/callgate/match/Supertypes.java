package dev.callgate.match;

import dev.callgate.policy.condition.JdkLoaders;
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
  private final KnownTypes types;
  // By defining loader: what a type hands down, when that is anything.
  private final LoaderMap<TypeFacts> learned = new LoaderMap<>();
  // By initiating loader: the answer for a name that was asked for before.
  private final LoaderMap<TypeFacts> asked = new LoaderMap<>();

  Supertypes(Set<String> roots, KnownTypes types) {
    this.roots = roots;
    this.types = types;
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
      KnownType type = find(loader, internalName.replace('/', '.'));
      if (type == null) {
        return null;
      }
      facts = ofKnown(type);
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
  void load(@Nullable ClassLoader loader, String internalName) throws ClassNotFoundException {
    if (!isIndifferent(internalName) && asked.get(loader, internalName) == null) {
      asked.put(loader, internalName, ofKnown(types.load(loader, internalName.replace('/', '.'))));
    }
  }

  // A class that a parent defined is known to the loader only once the JVM has asked the loader for
  // it.
  @Nullable KnownType find(@Nullable ClassLoader loader, String binaryName) {
    for (ClassLoader asking = loader; asking != null; asking = asking.getParent()) {
      KnownType type = types.find(asking, binaryName);
      if (type != null) {
        return type;
      }
    }
    return types.find(null, binaryName);
  }

  /** What a known type hands down. */
  TypeFacts ofKnown(KnownType type) {
    TypeFacts facts = learned.get(type.loader(), type.name().replace('.', '/'));
    if (facts != null) {
      return facts;
    }
    // Every class outside the JDK has been through match, at its loading or when the agent settled
    // what was loaded already.
    return JdkLoaders.isJdk(type.loader()) && concernsJdk() ? walk(type) : TypeFacts.NONE;
  }

  /** What a known type's direct supertypes hand down. */
  TypeFacts ofSupertypes(KnownType type) {
    KnownType superclass = type.superclass();
    TypeFacts facts = superclass == null ? TypeFacts.NONE : ofKnown(superclass);
    for (KnownType parent : type.interfaces()) {
      facts = facts.and(ofKnown(parent));
    }
    return facts;
  }

  private TypeFacts walk(KnownType type) {
    TypeFacts facts =
        roots.contains(type.name())
            ? new TypeFacts(Set.of(type.name()), java.util.Map.of())
            : TypeFacts.NONE;
    KnownType superclass = type.superclass();
    if (superclass != null) {
      facts = facts.and(walk(superclass));
    }
    for (KnownType parent : type.interfaces()) {
      facts = facts.and(walk(parent));
    }
    return facts;
  }
}
