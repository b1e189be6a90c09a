package dev.callgate.match;

import dev.callgate.policy.BoundRule;
import dev.callgate.policy.Match;
import dev.callgate.policy.MethodPattern;
import dev.callgate.policy.PolicySet;
import dev.callgate.policy.Rule;
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
    candidates = new Candidates(rules);
    supertypes = new Supertypes(roots, types);
    providers = new Providers(rules, supertypes);
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
    MatchedClass matched = survey(loader, bytes);
    if (matched != null && !matched.faults().isEmpty()) {
      throw matched.faults().get(0).exception();
    }
    return matched;
  }

  /**
   * The same, for somebody who wants to know everything that is wrong with a class and not only
   * that it must not load.
   */
  public @Nullable MatchedClass survey(@Nullable ClassLoader loader, byte[] bytes) {
    ClassFile file = new ClassFile(bytes);
    int header = file.header();
    String name = file.name();
    boolean jdk = Supertypes.isJdk(loader);
    TypeFacts inherited =
        jdk && !supertypes.concernsJdk() ? TypeFacts.NONE : inherited(loader, file, header);
    if (inherited == null) {
      String message = "its supertypes are not loaded, so that nobody can say whether they gate it";
      return new MatchedClass(
          name, List.of(), List.of(new Fault(Fault.Kind.SUPERTYPES, null, message)));
    }
    TypeFacts extra = providers.madeOf(loader, name);
    if (extra != null) {
      inherited = inherited.and(extra);
    }
    String binaryName = name.replace('/', '.');
    if (inherited.isEmpty()
        && !supertypes.isRoot(binaryName)
        && !candidates.isNamed(binaryName)
        && !candidates.holdsAnnotation(file)) {
      return null;
    }
    return match(loader, ClassOutline.read(file), inherited, bytes);
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
    TypeFacts facts = supertypes.of(loader, interfaceName);
    if (facts == null || facts.isEmpty()) {
      return List.of();
    }
    List<BoundRule> bound = new ArrayList<>();
    for (Rule rule : rules) {
      if (concerns(
          rule.match(),
          hostName.replace('/', '.') + "$$Lambda",
          facts.roots(),
          facts.annotated().getOrDefault(implemented, Set.of()))) {
        BoundRule fits = rule.bind(implemented.name(), implemented.descriptor());
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
    return !Supertypes.isJdk(type.getClassLoader())
        || candidates.isNamed(type.getName())
        || !supertypes.ofKnown(new LoadedType(type)).isEmpty();
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
  public List<Class<?>> prepare(ClassLoader loader, byte[] bytes)
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
  public List<KnownType> prepare(ClassLoader loader, byte[] bytes, List<Fault> faults)
      throws ClassNotFoundException {
    ClassFile file = new ClassFile(bytes);
    int header = file.header();
    if (Supertypes.isJdk(loader) && !supertypes.concernsJdk()) {
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
      @Nullable ClassLoader loader, ClassOutline type, TypeFacts inherited, byte[] bytes) {
    String binaryName = type.name().replace('/', '.');
    Set<String> roots = new HashSet<>(inherited.roots());
    if (supertypes.isRoot(binaryName)) {
      roots.add(binaryName);
    }
    Map<MethodKey, MethodKey> targets = bridgeTargets(type, bytes);
    Map<MethodKey, Set<String>> carried = carried(type, inherited, targets);

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
      List<BoundRule> bound = bind(method, binaryName, roots, onMethod, targets);
      if (!bound.isEmpty() && hasBody(method, binaryName, bound, faults)) {
        matched.add(new MatchedMethod(method, bound));
      }
    }
    supertypes.learn(loader, type.name(), new TypeFacts(roots, handedDown));
    DeadPatterns.check(rules, type, matched, faults);
    // Both were settled before the definition, but for a class that came another way, such as from
    // an archive.
    providers.checkJdk(loader, type, inherited, faults);
    if (faults.isEmpty() && !providers.of(loader, type, inherited).isEmpty()) {
      String message =
          "its superclass provides a gated method's body and was not woven before it; define it through a class loader";
      faults.add(new Fault(Fault.Kind.PROVIDER, null, message));
    }
    return new MatchedClass(type.name(), matched, faults);
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
   * The annotations that count for each method: its own, its type's, those of what it overrides,
   * and those of bridges to it.
   */
  private Map<MethodKey, Set<String>> carried(
      ClassOutline type, TypeFacts inherited, Map<MethodKey, MethodKey> targets) {
    Map<MethodKey, Set<String>> carried = new HashMap<>();
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
        add(carried, method.key(), names);
        MethodKey target = targets.get(method.key());
        if (target != null) {
          add(carried, target, names);
        }
      }
    }
    return carried;
  }

  // No lambda here: what links one inside a transformer can end in a permanent
  // ClassCircularityError.
  private static void add(Map<MethodKey, Set<String>> carried, MethodKey key, Set<String> names) {
    Set<String> known = carried.get(key);
    if (known == null) {
      carried.put(key, new HashSet<>(names));
    } else {
      known.addAll(names);
    }
  }

  private List<BoundRule> bind(
      MethodOutline method,
      String binaryName,
      Set<String> roots,
      Set<String> onMethod,
      Map<MethodKey, MethodKey> targets) {
    List<BoundRule> bound = new ArrayList<>();
    for (Rule rule : rules) {
      if (!concerns(rule.match(), binaryName, roots, onMethod)) {
        continue;
      }
      BoundRule fits = bind(rule, method.key(), method.isSynthetic());
      if (fits == null) {
        // A rule's signature is often the erased one, which only the bridge has.
        for (Map.Entry<MethodKey, MethodKey> bridge : targets.entrySet()) {
          if (fits == null && bridge.getValue().equals(method.key())) {
            fits = bind(rule, bridge.getKey(), /* synthetic= */ false);
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

  // What a compiler made, such as a lambda's body, is gated only by a rule that says it means that.
  private static @Nullable BoundRule bind(Rule rule, MethodKey key, boolean synthetic) {
    if (!synthetic || namesCompilersMethod(rule.match(), key.name())) {
      return rule.bind(key.name(), key.descriptor());
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

  private static boolean containsAny(Set<String> set, List<String> wanted) {
    for (String name : wanted) {
      if (set.contains(name)) {
        return true;
      }
    }
    return false;
  }
}
