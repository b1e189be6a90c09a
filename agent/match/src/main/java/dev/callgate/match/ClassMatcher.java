package dev.callgate.match;

import dev.callgate.policy.BoundRule;
import dev.callgate.policy.Match;
import dev.callgate.policy.MethodPattern;
import dev.callgate.policy.MethodScope;
import dev.callgate.policy.PolicySet;
import dev.callgate.policy.Rule;
import dev.callgate.policy.condition.JdkLoaders;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says which methods of a class are gated. Thread-safe.
 *
 * <p>There is no list of packages to leave out: such a list is a list of places to hide in. What
 * keeps this cheap is that a class is looked at closely only when its constant pool holds an
 * annotation's name, its own name is in a rule, or a supertype hands something down.
 */
public final class ClassMatcher {
  private static final Set<String> OBJECT_METHODS =
      Set.of(
          "toString()Ljava/lang/String;",
          "hashCode()I",
          "equals(Ljava/lang/Object;)Z",
          "finalize()V");

  private final List<Rule> rules;
  private final Candidates candidates;
  private final Supertypes supertypes;
  private final Providers providers;
  private final BridgeTargets bridgeTargets;
  private final LoadedHidden loadedHidden;

  /** For the classes of the running program. */
  public ClassMatcher(PolicySet policy, BridgeTargets bridgeTargets, LoadedClasses loaded) {
    this(policy, bridgeTargets, new LoadedTypes(loaded));
  }

  /** For classes wherever they are. */
  public ClassMatcher(PolicySet policy, BridgeTargets bridgeTargets, KnownTypes types) {
    this.rules = policy.rules();
    this.bridgeTargets = bridgeTargets;
    Set<String> roots = new HashSet<>();
    for (Rule rule : rules) {
      roots.addAll(rule.match().subtypesOf());
    }
    Set<String> ofRules = Set.copyOf(roots);
    for (Rule rule : rules) {
      for (Match scope : rule.scopes()) {
        roots.addAll(scope.subtypesOf());
      }
    }
    candidates = new Candidates(rules);
    supertypes = new Supertypes(roots, types);
    providers = new Providers(rules, ofRules, supertypes);
    loadedHidden = new LoadedHidden(rules, supertypes);
  }

  /**
   * Looks at one class file.
   *
   * @param loader the class's loader; null for the boot loader
   * @return null for the class that concerns no rule, which is almost every class
   * @throws UnweavableException when a rule names a method that has no body a gate could stand in,
   *     or when nobody can say whether one does
   */
  public @Nullable MatchedClass match(@Nullable ClassLoader loader, byte[] bytes)
      throws UnweavableException {
    return sound(look(loader, bytes, /* hidden= */ false));
  }

  /**
   * The same for a hidden class, lambdas included. Its name is its own choice and nobody's
   * supertype, so that nothing is learned from it.
   */
  public @Nullable MatchedClass matchHidden(@Nullable ClassLoader loader, byte[] bytes)
      throws UnweavableException {
    return sound(look(loader, bytes, /* hidden= */ true));
  }

  /**
   * The same, for somebody who wants to know everything that is wrong with a class and not only
   * that it must not load.
   */
  public @Nullable MatchedClass survey(@Nullable ClassLoader loader, byte[] bytes) {
    return look(loader, bytes, /* hidden= */ false);
  }

  private static @Nullable MatchedClass sound(@Nullable MatchedClass matched)
      throws UnweavableException {
    if (matched != null && !matched.faults().isEmpty()) {
      throw matched.faults().get(0).exception();
    }
    return matched;
  }

  private @Nullable MatchedClass look(@Nullable ClassLoader loader, byte[] bytes, boolean hidden) {
    ClassFile file = new ClassFile(bytes);
    int header = file.header();
    String name = file.name();
    boolean jdk = JdkLoaders.isJdk(loader);
    TypeFacts inherited =
        jdk && !supertypes.concernsJdk() ? TypeFacts.NONE : inherited(loader, file, header);
    if (inherited == null) {
      String message = "its supertypes are not loaded, so that nobody can say whether they gate it";
      return new MatchedClass(
          name,
          name.replace('/', '.'),
          hidden,
          List.of(),
          List.of(new Fault(Fault.Kind.SUPERTYPES, null, message)));
    }
    TypeFacts own = inherited;
    TypeFacts extra = hidden ? null : providers.madeOf(loader, name);
    if (extra != null) {
      inherited = inherited.and(extra);
    }
    String binaryName = hidden ? HiddenClass.ruleName(name) : name.replace('/', '.');
    if (inherited.isEmpty()
        && !supertypes.isRoot(binaryName)
        && !candidates.isNamed(binaryName)
        && !candidates.holdsAnnotation(file)) {
      return null;
    }
    return match(loader, ClassOutline.read(file), inherited, own, bytes, hidden);
  }

  /** Whether a rule is about the subtypes of anything, so that JDK classes can be meant too. */
  public boolean asksForSupertypes() {
    return supertypes.concernsJdk();
  }

  /** Whether a rule names the lambdas of this class, whatever they implement. */
  public boolean namesLambdasIn(String hostName) {
    return candidates.isNamed(HiddenClass.ruleNameOfLambdasIn(hostName.replace('/', '.')));
  }

  /** Whether a type hands anything down that concerns a rule. */
  public boolean handsDown(@Nullable ClassLoader loader, String internalName) {
    TypeFacts facts = supertypes.of(loader, internalName);
    return facts != null && !facts.isEmpty();
  }

  /**
   * The rules that a lambda or method reference for this functional interface is under.
   *
   * @param loader of the class that holds the call site
   * @param interfaceName the interface's internal name
   * @param hostName the internal name of the class that holds the call site, of which the lambda's
   *     own name is made
   * @param implemented the interface's one abstract method
   */
  public List<BoundRule> ofLambda(
      @Nullable ClassLoader loader, String interfaceName, String hostName, MethodKey implemented) {
    TypeFacts known = supertypes.of(loader, interfaceName);
    TypeFacts facts = known == null ? TypeFacts.NONE : known;
    String binaryName = HiddenClass.ruleNameOfLambdasIn(hostName.replace('/', '.'));
    Set<String> onMethod = facts.annotated().getOrDefault(implemented, Set.of());
    MethodScope scope = new Scope(binaryName, facts.roots(), onMethod, implemented, List.of());
    List<BoundRule> bound = new ArrayList<>();
    for (Rule rule : rules) {
      if (concerns(rule.match(), binaryName, facts.roots(), onMethod)
          && !rule.match().excludes(binaryName, implemented.name())
          && meansLambdas(rule.match(), /* isPublic= */ true)) {
        BoundRule fits = rule.bind(implemented.name(), implemented.descriptor(), scope);
        if (fits != null) {
          bound.add(fits);
        }
      }
    }
    return bound;
  }

  /**
   * Whether a loaded JDK class could concern a rule; every other class is worth a second look
   * anyway.
   */
  public boolean mayConcern(Class<?> type) {
    return !JdkLoaders.isJdk(type.getClassLoader())
        || candidates.isNamed(type.getName())
        || !supertypes.ofKnown(new LoadedType(type)).isEmpty();
  }

  /**
   * Whether a lambda in {@code host} that implements {@code functional} could be gated, so that it
   * must not be taken from where nobody could look at it.
   */
  public boolean mayConcernLambda(Class<?> host, Class<?> functional) {
    return candidates.isNamed(HiddenClass.ruleNameOfLambdasIn(host.getName()))
        || !supertypes.ofKnown(new LoadedType(functional)).isEmpty();
  }

  /** Why a hidden class that is loaded already should have been gated; null when it should not. */
  public @Nullable String heldBy(Class<?> hidden) {
    return loadedHidden.heldBy(hidden);
  }

  /**
   * Makes ready for a class that is about to be defined: loads its direct supertypes. Never called
   * inside a transformer.
   *
   * @return loaded superclasses that now also provide bodies for methods which only this class's
   *     interfaces gate, and must be woven again
   * @throws ClassNotFoundException when a supertype cannot be loaded; the JVM will not be able to
   *     either
   * @throws UnweavableException when such a body is the JDK's
   */
  public List<Class<?>> prepare(@Nullable ClassLoader loader, byte[] bytes)
      throws ClassNotFoundException, UnweavableException {
    List<Fault> faults = new ArrayList<>();
    List<KnownType> providers = prepare(loader, bytes, faults);
    if (!faults.isEmpty()) {
      throw faults.get(0).exception();
    }
    if (providers.isEmpty()) {
      return List.of();
    }
    List<Class<?>> loaded = new ArrayList<>(providers.size());
    for (KnownType provider : providers) {
      loaded.add(((LoadedType) provider).type());
    }
    return loaded;
  }

  /** The same for types wherever they are, with everything that is wrong. */
  public List<KnownType> prepare(@Nullable ClassLoader loader, byte[] bytes, List<Fault> faults)
      throws ClassNotFoundException {
    ClassFile file = new ClassFile(bytes);
    int header = file.header();
    if (JdkLoaders.isJdk(loader) && !supertypes.concernsJdk()) {
      return List.of();
    }
    int superIndex = file.u2(header + 4);
    if (superIndex != 0) {
      supertypes.load(loader, file.className(superIndex));
    }
    int interfaces = file.u2(header + 6);
    for (int i = 0; i < interfaces; i++) {
      supertypes.load(loader, file.className(file.u2(header + 8 + 2 * i)));
    }
    TypeFacts inherited = inherited(loader, file, header);
    if (inherited == null || inherited.isEmpty()) {
      return List.of();
    }
    ClassOutline type = ClassOutline.read(file);
    providers.checkJdk(loader, type, inherited, faults);
    return faults.isEmpty() ? providers.of(loader, type, inherited) : List.of();
  }

  /** Null when a supertype is not loaded yet. */
  private @Nullable TypeFacts inherited(@Nullable ClassLoader loader, ClassFile file, int header) {
    TypeFacts facts = TypeFacts.NONE;
    int superIndex = file.u2(header + 4);
    if (superIndex != 0) {
      facts = supertypes.of(loader, file.className(superIndex));
    }
    int interfaces = file.u2(header + 6);
    for (int i = 0; i < interfaces && facts != null; i++) {
      TypeFacts more = supertypes.of(loader, file.className(file.u2(header + 8 + 2 * i)));
      facts = more == null ? null : facts.and(more);
    }
    return facts;
  }

  private MatchedClass match(
      @Nullable ClassLoader loader,
      ClassOutline type,
      TypeFacts inherited,
      TypeFacts own,
      byte[] bytes,
      boolean hidden) {
    String binaryName = hidden ? HiddenClass.ruleName(type.name()) : type.name().replace('/', '.');
    boolean madeByJvm = hidden && HiddenClass.isMadeByJvm(type.name());
    Set<String> roots = new HashSet<>(inherited.roots());
    Set<String> ownRoots = new HashSet<>(own.roots());
    if (supertypes.isRoot(binaryName)) {
      roots.add(binaryName);
      ownRoots.add(binaryName);
    }
    Map<MethodKey, MethodKey> targets = bridgeTargets(type, bytes);
    Map<MethodKey, List<MethodKey>> sameDeed = sameDeed(type, targets, madeByJvm);
    Map<MethodKey, Set<String>> carried = carried(type, inherited, sameDeed);
    // What only a subclass's interfaces say is true of no other subclass, so that no exception
    // counts for it.
    Map<MethodKey, Set<String>> ownCarried =
        own == inherited ? carried : carried(type, own, sameDeed);

    Map<MethodKey, Set<String>> handedDown = new HashMap<>(inherited.annotated());
    List<MatchedMethod> matched = new ArrayList<>();
    List<Fault> faults = new ArrayList<>();
    for (MethodOutline method : type.methods()) {
      Set<String> onMethod = carried.getOrDefault(method.key(), Set.of());
      if (method.isInheritable() && !onMethod.isEmpty()) {
        handedDown.put(method.key(), onMethod);
      }
      // A bridge is entered only to call its target, where the gate stands.
      if (targets.containsKey(method.key()) || method.key().name().equals("<clinit>")) {
        continue;
      }
      List<MethodKey> alsoCalled = sameDeed.getOrDefault(method.key(), List.of());
      MethodScope scope =
          new Scope(
              binaryName,
              ownRoots,
              ownCarried.getOrDefault(method.key(), Set.of()),
              method.key(),
              alsoCalled);
      List<BoundRule> bound =
          bind(method, binaryName, roots, onMethod, alsoCalled, scope, madeByJvm);
      if (!bound.isEmpty() && hasBody(method, binaryName, bound, faults)) {
        matched.add(new MatchedMethod(method, bound));
      }
    }
    if (!hidden) {
      supertypes.learn(loader, type.name(), new TypeFacts(roots, handedDown));
      DeadPatterns.check(rules, type, matched, faults);
    }
    // Both were settled before the definition, but for a class that came another way, such as from
    // an archive.
    providers.checkJdk(loader, type, inherited, faults);
    if (faults.isEmpty() && !providers.of(loader, type, inherited).isEmpty()) {
      String message =
          "its superclass provides a gated method's body and was not woven before it; define it through a class loader";
      faults.add(new Fault(Fault.Kind.PROVIDER, null, message));
    }
    return new MatchedClass(
        type.name(), hidden ? HiddenClass.shownName(type) : binaryName, hidden, matched, faults);
  }

  private Map<MethodKey, MethodKey> bridgeTargets(ClassOutline type, byte[] bytes) {
    for (MethodOutline method : type.methods()) {
      if (method.isBridge()) {
        return bridgeTargets.find(bytes);
      }
    }
    return Map.of();
  }

  /**
   * Under which other names each method is called: those of bridges to it. A lambda's bridges call
   * its body themselves, each by itself.
   */
  private static Map<MethodKey, List<MethodKey>> sameDeed(
      ClassOutline type, Map<MethodKey, MethodKey> targets, boolean madeByJvm) {
    Map<MethodKey, List<MethodKey>> others = new HashMap<>();
    for (MethodOutline method : type.methods()) {
      List<MethodKey> same = new ArrayList<>();
      for (MethodOutline other : type.methods()) {
        boolean twins =
            madeByJvm
                && other != method
                && other.isInheritable()
                && other.key().name().equals(method.key().name());
        if (twins || method.key().equals(targets.get(other.key()))) {
          same.add(other.key());
        }
      }
      others.put(method.key(), same);
    }
    return others;
  }

  /**
   * The annotations that count for each method: its own, its type's, those of what it overrides,
   * and those of bridges to it.
   */
  private Map<MethodKey, Set<String>> carried(
      ClassOutline type, TypeFacts inherited, Map<MethodKey, List<MethodKey>> sameDeed) {
    Map<MethodKey, Set<String>> own = new HashMap<>();
    for (MethodOutline method : type.methods()) {
      Set<String> names = new HashSet<>(method.annotations());
      if (!method.key().name().startsWith("<")
          && !method.isSynthetic()
          && !OBJECT_METHODS.contains(method.key().toString())) {
        names.addAll(type.annotations());
      }
      if (method.isInheritable()) {
        names.addAll(inherited.annotated().getOrDefault(method.key(), Set.of()));
      }
      names.retainAll(candidates.annotations());
      if (!names.isEmpty()) {
        own.put(method.key(), names);
      }
    }
    Map<MethodKey, Set<String>> carried = new HashMap<>();
    for (MethodOutline method : type.methods()) {
      Set<String> names = new HashSet<>(own.getOrDefault(method.key(), Set.of()));
      for (MethodKey other : sameDeed.getOrDefault(method.key(), List.of())) {
        names.addAll(own.getOrDefault(other, Set.of()));
      }
      if (!names.isEmpty()) {
        carried.put(method.key(), names);
      }
    }
    return carried;
  }

  private List<BoundRule> bind(
      MethodOutline method,
      String binaryName,
      Set<String> roots,
      Set<String> onMethod,
      List<MethodKey> sameDeed,
      MethodScope scope,
      boolean madeByJvm) {
    List<BoundRule> bound = new ArrayList<>();
    for (Rule rule : rules) {
      if (!concerns(rule.match(), binaryName, roots, onMethod)
          || rule.match().excludes(binaryName, method.key().name())
          || madeByJvm && !meansLambdas(rule.match(), method.isPublic())) {
        continue;
      }
      BoundRule fits = bind(rule, method.key(), scope, method.isSynthetic());
      if (fits == null) {
        // A rule's signature is often the erased one, which only the bridge has.
        for (MethodKey other : sameDeed) {
          if (fits == null) {
            fits = bind(rule, other, scope, /* synthetic= */ false);
          }
        }
      }
      if (fits != null) {
        bound.add(fits);
      }
    }
    return bound;
  }

  private static boolean concerns(
      Match match, String binaryName, Set<String> roots, Set<String> onMethod) {
    return (match.annotations().isEmpty() || containsAny(onMethod, match.annotations()))
        && (match.subtypesOf().isEmpty() || containsAny(roots, match.subtypesOf()))
        && match.matchesClassName(binaryName);
  }

  /**
   * Whether a rule can be about a lambda's method. One that goes by class and names no method is
   * about what stands in the classes' source, where a lambda is a piece of its method; and the
   * JVM's own methods in a lambda's class, such as those for serialization, are nobody's deed.
   */
  private static boolean meansLambdas(Match match, boolean isPublic) {
    return !match.annotations().isEmpty()
        || isPublic && !(match.subtypesOf().isEmpty() && match.methods().isEmpty());
  }

  // What a compiler made, such as a lambda's body, is gated only by a rule that says it means that.
  private static @Nullable BoundRule bind(
      Rule rule, MethodKey key, MethodScope scope, boolean synthetic) {
    if (!synthetic || namesCompilersMethod(rule.match(), key.name())) {
      return rule.bind(key.name(), key.descriptor(), scope);
    }
    return null;
  }

  private static boolean namesCompilersMethod(Match match, String methodName) {
    for (MethodPattern pattern : match.methods()) {
      if (methodName.equals(pattern.exactName()) || pattern.name().text().startsWith("lambda$")) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasBody(
      MethodOutline method, String binaryName, List<BoundRule> bound, List<Fault> faults) {
    if (method.isNative()) {
      for (BoundRule rule : bound) {
        String message =
            "rule "
                + rule.rule().id()
                + " gates the native method "
                + binaryName
                + "."
                + method.key().name()
                + ", which has no body to weave; gate the Java method that calls it";
        faults.add(new Fault(Fault.Kind.NATIVE, rule.rule(), message));
      }
      return false;
    }
    if (!method.isAbstract()) {
      return true;
    }
    for (BoundRule rule : bound) {
      Match match = rule.rule().match();
      if (match.annotations().isEmpty() && match.subtypesOf().isEmpty()) {
        String message =
            "rule "
                + rule.rule().id()
                + " gates the abstract method "
                + binaryName
                + "."
                + method.key().name()
                + " by class alone, which would hold nothing; use subtypes_of";
        faults.add(new Fault(Fault.Kind.ABSTRACT, rule.rule(), message));
      }
    }
    return false;
  }

  /** What exceptions can know of a method. */
  private record Scope(
      String binaryName,
      Set<String> roots,
      Set<String> onMethod,
      MethodKey key,
      List<MethodKey> alsoCalled)
      implements MethodScope {
    @Override
    public boolean isIn(Match match) {
      if (!concerns(match, binaryName, roots, onMethod) || match.excludes(binaryName, key.name())) {
        return false;
      }
      boolean named = match.namesMethod(key.name(), key.descriptor());
      for (MethodKey other : alsoCalled) {
        named |= match.namesMethod(other.name(), other.descriptor());
      }
      return named;
    }
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
