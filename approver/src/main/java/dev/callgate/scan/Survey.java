package dev.callgate.scan;

import dev.callgate.match.BytecodeBridgeTargets;
import dev.callgate.match.ClassMatcher;
import dev.callgate.match.Fault;
import dev.callgate.match.KnownType;
import dev.callgate.match.KnownTypes;
import dev.callgate.match.MatchedClass;
import dev.callgate.match.MethodKey;
import dev.callgate.policy.BoundRule;
import dev.callgate.policy.PolicySet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Settles classes in the order of a JVM with the agent: a class's supertypes, then what they must
 * provide, then the class itself.
 */
final class Survey implements KnownTypes {
  /** No program derives that deeply; a file made to overflow a stack does. */
  private static final int DEEPEST = 200;

  private final ClassWorld world;
  private final ClassMatcher matcher;
  private final ClassLoader application = new ClassLoader("scanned", null) {};
  private final Map<String, MatchedClass> matched = new LinkedHashMap<>();
  private final Map<String, String> unloadable = new LinkedHashMap<>();
  private final Set<String> settled = new HashSet<>();
  private final Set<String> settling = new HashSet<>();
  private final Map<String, Boolean> handsDown = new HashMap<>();
  private int depth;

  Survey(PolicySet policy, ClassWorld world) {
    this.world = world;
    matcher = new ClassMatcher(policy, new BytecodeBridgeTargets(), this);
  }

  /** What concerns a rule, by internal name. */
  Map<String, MatchedClass> matched() {
    return matched;
  }

  /** Classes that no JVM could load from this class path, by internal name, and why. */
  Map<String, String> unloadable() {
    return unloadable;
  }

  /** Settles a class of the class path, once. */
  void settle(ScannedClass type) {
    if (!settled.add(type.name())) {
      return;
    }
    if (depth >= DEEPEST) {
      unloadable.put(type.name(), "it is derived through more than " + DEEPEST + " others");
      return;
    }
    depth++;
    settling.add(type.name());
    try {
      List<Fault> faults = new ArrayList<>();
      for (KnownType provider : matcher.prepare(application, type.bytes(), faults)) {
        ScannedClass again = world.find(provider.name().replace('.', '/'));
        if (again != null) {
          match(application, again);
        }
      }
      match(application, type);
      MatchedClass found = matched.get(type.name());
      // Both look at the same class with the same rules: what prepare faults, match does too.
      if (found == null && !faults.isEmpty()) {
        matched.put(type.name(), new MatchedClass(type.name(), List.of(), faults));
      }
    } catch (ClassNotFoundException e) {
      unloadable.put(type.name(), "its supertype " + e.getMessage() + " is not there");
    } catch (IllegalArgumentException | IndexOutOfBoundsException | StackOverflowError e) {
      unloadable.put(type.name(), "its class file is broken");
    } finally {
      settling.remove(type.name());
      depth--;
    }
  }

  /** Settles a class of the JDK. */
  void settleInJdk(String internalName) {
    ScannedClass type = world.findInJdk(internalName);
    if (type != null) {
      match(null, type);
    }
  }

  private void match(@Nullable ClassLoader loader, ScannedClass type) {
    MatchedClass found = matcher.survey(loader, type.bytes());
    if (found == null) {
      matched.remove(type.name());
    } else {
      matched.put(type.name(), found);
    }
  }

  /** The rules for a lambda; see {@link ClassMatcher#ofLambda}. */
  List<BoundRule> ofLambda(String interfaceName, ScannedClass host, MethodKey implemented) {
    return matcher.ofLambda(application, interfaceName, host.name(), implemented);
  }

  /** The interfaces whose lambdas in this class can concern a rule at all. */
  Predicate<String> lambdasOfInterest(ScannedClass host) {
    return matcher.namesLambdasIn(host.name()) ? any -> true : this::handsDown;
  }

  private boolean handsDown(String interfaceName) {
    Boolean known = handsDown.get(interfaceName);
    if (known == null) {
      known = matcher.handsDown(application, interfaceName);
      handsDown.put(interfaceName, known);
    }
    return known;
  }

  @Override
  public @Nullable KnownType find(@Nullable ClassLoader loader, String binaryName) {
    String name = binaryName.replace('.', '/');
    ScannedClass type = loader == null ? world.findInJdk(name) : world.find(name);
    return type == null ? null : new FileType(type, world, application);
  }

  @Override
  public KnownType load(@Nullable ClassLoader loader, String binaryName)
      throws ClassNotFoundException {
    ScannedClass type = world.resolve(binaryName.replace('.', '/'));
    if (type == null) {
      throw new ClassNotFoundException(binaryName);
    }
    if (loader == application && world.find(type.name()) == type) {
      settle(type);
      // Its own supertype, too: the JVM calls that a circularity, and a walk upwards would not end.
      if (unloadable.containsKey(type.name()) || settling.contains(type.name())) {
        throw new ClassNotFoundException(binaryName);
      }
    }
    return new FileType(type, world, application);
  }
}
