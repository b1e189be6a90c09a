package dev.callgate.agent.weave;

import dev.callgate.agent.gate.GateTable;
import dev.callgate.match.ClassMatcher;
import dev.callgate.match.LoaderMap;
import dev.callgate.match.MatchedClass;
import dev.callgate.match.MatchedMethod;
import dev.callgate.match.MethodKey;
import dev.callgate.match.UnweavableException;
import dev.callgate.policy.BoundRule;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Offers every class to the matcher, weaves what it names, and turns whatever goes wrong into a
 * class that cannot load. Thread-safe.
 *
 * <p>The JVM ignores what a transformer throws and loads the class as it is. So there is one catch
 * around everything, and it ends in a refusal.
 */
public final class GateTransformer implements ClassFileTransformer {
  private final ClassLoader agentLoader;
  private final Instrumentation instrumentation;
  private final ClassMatcher matcher;
  private final Weaver weaver;
  private final JdkHooks hooks;
  private final GateTable gates;
  private final Consumer<String> report;
  private final LoaderMap<String> refused = new LoaderMap<>();
  private final LoaderMap<Woven> made = new LoaderMap<>();

  /**
   * @param agentLoader the agent's own loader, whose classes are never offered to rules
   * @param report takes one line for each class that was refused
   */
  public GateTransformer(
      ClassLoader agentLoader,
      Instrumentation instrumentation,
      ClassMatcher matcher,
      Weaver weaver,
      GateTable gates,
      Consumer<String> report) {
    this.agentLoader = agentLoader;
    this.instrumentation = instrumentation;
    this.matcher = matcher;
    this.weaver = weaver;
    this.hooks = new JdkHooks(weaver);
    this.gates = gates;
    this.report = report;
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String className,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    if (loader == agentLoader) {
      return null;
    }
    MatchedClass matched = null;
    try {
      byte[] hooked = loader == null && className != null ? hooks.hook(className, classFile) : null;
      matched = matcher.match(loader, classFile);
      if (matched == null || matched.methods().isEmpty()) {
        if (className != null && made.get(loader, className) != null) {
          made.put(loader, className, Woven.NOTHING);
        }
        return hooked;
      }
      Map<MethodKey, Integer> ids = register(loader, matched);
      byte[] woven = weave(loader, matched, ids, hooked == null ? classFile : hooked);
      made.put(loader, matched.name(), new Woven(ids, null));
      return woven;
    } catch (Throwable e) {
      return refuse(loader, className, redefined, matched, e);
    }
  }

  /**
   * Makes ready for a class that {@code loader} is about to define. The hook in {@code
   * ClassLoader.defineClass} calls it, outside of any transformer: what is loaded and woven here
   * could not be woven from inside one.
   *
   * @throws NoClassDefFoundError when a superclass that provides a gated method's body could not be
   *     woven
   */
  public void beforeDefinition(@Nullable ClassLoader loader, byte[] classFile)
      throws UnmodifiableClassException {
    if (loader == agentLoader) {
      return;
    }
    Room.require();
    List<Class<?>> providers;
    try {
      providers = matcher.prepare(loader, classFile);
    } catch (UnweavableException e) {
      gates.refused(rules(e, null));
      throw new NoClassDefFoundError("callgate: not loaded, because " + e.getMessage());
    } catch (ClassNotFoundException | LinkageError | RuntimeException e) {
      // The JVM will meet the same trouble and report it in its own words; a class that loads all
      // the same is refused by transform.
      return;
    }
    if (!providers.isEmpty()) {
      instrumentation.retransformClasses(providers.toArray(new Class<?>[0]));
      for (Class<?> provider : providers) {
        String why = refusal(provider);
        if (why != null) {
          throw new NoClassDefFoundError(
              "callgate: not loaded, because its superclass could not be woven: " + why);
        }
      }
    }
  }

  /**
   * The bytes to define in place of a hidden class's, which passes no transformer. The hook in
   * front of every {@code Lookup}'s definitions calls it, also for each lambda that the JVM links.
   *
   * @throws NoClassDefFoundError when it must not be defined
   */
  public byte[] hidden(@Nullable ClassLoader loader, byte[] classFile)
      throws UnmodifiableClassException {
    if (loader == agentLoader) {
      return classFile;
    }
    beforeDefinition(loader, classFile);
    String name = null;
    MatchedClass matched = null;
    try {
      matched = matcher.matchHidden(loader, classFile);
      if (matched == null || matched.methods().isEmpty()) {
        return classFile;
      }
      name = matched.shownName();
      return weave(loader, matched, register(loader, matched), classFile);
    } catch (UnweavableException | RuntimeException | LinkageError e) {
      gates.refused(rules(e, matched));
      throw refused(name, why(e));
    }
  }

  /** Whether a lambda may be taken from a class-data archive, where no gate was put into it. */
  public boolean mayComeFromArchive(Class<?> host, Class<?> functional) {
    return !matcher.mayConcernLambda(host, functional);
  }

  /** Places in this JDK where classes come through that nobody sees; empty when all is well. */
  public List<String> missingHooks() {
    return hooks.missing();
  }

  /**
   * Why the class was refused although it was asked for, or null. On retransformation the JVM keeps
   * the old class and tells nobody.
   */
  public @Nullable String refusal(Class<?> type) {
    return refused.get(type.getClassLoader(), type.getName().replace('.', '/'));
  }

  /** What was made of a class when it was last offered; null when no rule was ever about it. */
  @Nullable Woven made(@Nullable ClassLoader loader, String internalName) {
    return made.get(loader, internalName);
  }

  JdkHooks hooks() {
    return hooks;
  }

  private Map<MethodKey, Integer> register(@Nullable ClassLoader loader, MatchedClass matched) {
    Map<MethodKey, Integer> ids = new HashMap<>();
    for (MatchedMethod method : matched.methods()) {
      ids.put(method.outline().key(), gates.register(loader, matched, method));
    }
    return ids;
  }

  private byte[] weave(
      @Nullable ClassLoader loader,
      MatchedClass matched,
      Map<MethodKey, Integer> ids,
      byte[] classFile) {
    byte[] woven = weaver.weave(matched.name(), classFile, ids, /* checked= */ loader != null);
    gates.woven(ids.values());
    return woven;
  }

  private NoClassDefFoundError refused(@Nullable String shownName, String why) {
    report.accept(
        "callgate: CG-101 class not loaded: "
            + (shownName == null ? "a hidden class" : shownName)
            + "; "
            + why);
    return new NoClassDefFoundError("callgate: not loaded, because " + why);
  }

  private byte[] refuse(
      @Nullable ClassLoader loader,
      @Nullable String className,
      @Nullable Class<?> redefined,
      @Nullable MatchedClass matched,
      Throwable cause) {
    try {
      String name = className == null ? "a class without a name" : className.replace('/', '.');
      String why = why(cause);
      if (className != null) {
        if (refused.get(loader, className) == null) {
          gates.refused(rules(cause, matched));
        }
        refused.put(loader, className, why);
        made.put(loader, className, new Woven(Map.of(), why));
      }
      // Whoever asked for a retransformation asks for the refusal too, and reports it.
      if (redefined == null) {
        report.accept("callgate: CG-101 class not loaded: " + name + "; " + why);
      }
      return RefusedClass.bytes(why);
    } catch (Throwable again) {
      return RefusedClass.WITHOUT_MESSAGE;
    }
  }

  private static String why(Throwable cause) {
    return cause instanceof UnweavableException
        ? String.valueOf(cause.getMessage())
        : cause.toString();
  }

  /** The rules because of which a class does not load. */
  private static Set<String> rules(Throwable cause, @Nullable MatchedClass matched) {
    Set<String> ids = new HashSet<>();
    if (cause instanceof UnweavableException unweavable && unweavable.ruleId() != null) {
      ids.add(unweavable.ruleId());
    } else if (matched != null) {
      for (MatchedMethod method : matched.methods()) {
        for (BoundRule rule : method.rules()) {
          ids.add(rule.rule().id());
        }
      }
    }
    return ids;
  }
}
