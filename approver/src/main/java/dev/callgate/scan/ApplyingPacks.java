package dev.callgate.scan;

import dev.callgate.match.ClassFile;
import dev.callgate.match.MethodKey;
import dev.callgate.policy.ClassPattern;
import dev.callgate.policy.Decision;
import dev.callgate.policy.PolicyException;
import dev.callgate.policy.PolicySet;
import dev.callgate.policy.Rule;
import dev.callgate.policy.include.BuiltInPacks;
import dev.callgate.policy.include.PackName;
import dev.callgate.policy.read.PolicyReader;
import dev.callgate.scan.read.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the packs that would apply: those whose library is on the class path, and those about parts
 * of the JDK that the program itself uses or implements.
 */
final class ApplyingPacks {
  private static final int METHOD = 10;
  private static final int INTERFACE_METHOD = 11;

  private final ClassWorld world;
  private final Survey survey;
  private final Map<String, String> because = new LinkedHashMap<>();

  private ApplyingPacks(ClassWorld world, Survey survey) {
    this.world = world;
    this.survey = survey;
  }

  /**
   * @throws IOException when nothing can be written to the folder for temporary files
   */
  static List<ApplyingPack> in(ClassWorld world, Survey survey, PolicySet policy)
      throws IOException {
    Set<String> included = new LinkedHashSet<>();
    for (Rule rule : policy.rules()) {
      included.add(packOf(rule));
    }
    List<PackName> packs = new ArrayList<>();
    for (PackName pack : BuiltInPacks.all()) {
      if (!included.contains(pack.name())) {
        packs.add(pack);
      }
    }
    ApplyingPacks applying = new ApplyingPacks(world, survey);
    for (Rule rule : rules(packs)) {
      applying.look(rule);
    }
    List<ApplyingPack> found = new ArrayList<>();
    for (PackName pack : packs) {
      String why = applying.because.get(pack.name());
      if (why != null) {
        found.add(new ApplyingPack("pack:" + pack.name() + "@" + pack.major(), why));
      }
    }
    return found;
  }

  /** Read as any policy that includes them is. */
  private static List<Rule> rules(List<PackName> packs) throws IOException {
    List<String> includes = new ArrayList<>();
    for (PackName pack : packs) {
      includes.add("\"pack:" + pack.name() + "@" + pack.major() + "\"");
    }
    if (includes.isEmpty()) {
      return List.of();
    }
    Path file = Files.createTempFile("packs", ".callgate.yaml");
    try {
      Files.writeString(
          file, "callgate: 1\nname: all\ninclude: [" + String.join(", ", includes) + "]\n");
      return PolicyReader.read(List.of(file.toFile())).rules();
    } catch (PolicyException e) {
      throw new IllegalStateException("a pack that came with Callgate is wrong", e);
    } finally {
      Files.delete(file);
    }
  }

  private static String packOf(Rule rule) {
    return rule.isOfPack() ? rule.id().substring("pack:".length(), rule.id().indexOf('/')) : "";
  }

  private void look(Rule rule) {
    String pack = packOf(rule);
    if (!rule.isOfPack() || because.containsKey(pack)) {
      return;
    }
    Set<String> ofJdk = new LinkedHashSet<>();
    List<String> named = new ArrayList<>(rule.match().annotations());
    named.addAll(rule.match().subtypesOf());
    named.addAll(rule.match().exactClassNames());
    for (String name : named) {
      String internal = name.replace('.', '/');
      ScannedClass type = world.find(internal);
      if (type != null && !survey.unloadable().containsKey(internal)) {
        because.put(pack, name + " (" + type.origin().label() + ")");
        return;
      }
      if (world.findInJdk(internal) != null) {
        ofJdk.add(internal);
      }
    }
    // What is only recorded is no reason: everything ends, and everything writes files.
    boolean used = rule.decide() != Decision.AUDIT && !ofJdk.isEmpty();
    if (used || rule.match().hasGlobs()) {
      for (ScannedClass type : world.classes()) {
        String why = isMeant(rule, type) ? type.binaryName() : used ? use(rule, ofJdk, type) : null;
        if (why != null) {
          because.put(pack, why + " (" + type.origin().label() + ")");
          return;
        }
      }
    }
  }

  /** By a glob over names. */
  private static boolean isMeant(Rule rule, ScannedClass type) {
    for (ClassPattern pattern : rule.match().classes()) {
      if (pattern.exactName() == null && rule.match().matchesClassName(type.binaryName())) {
        return true;
      }
    }
    return false;
  }

  /** How the class derives from one of the JDK's types or, if it is the program's, calls it. */
  private static @Nullable String use(Rule rule, Set<String> types, ScannedClass by) {
    for (String name : types) {
      boolean derived = by.interfaces().contains(name) || name.equals(by.superName());
      if (derived && rule.match().subtypesOf().contains(name.replace('/', '.'))) {
        return by.binaryName() + " is a " + name.replace('/', '.');
      }
    }
    if (by.origin().kind() != Origin.Kind.APPLICATION) {
      return null;
    }
    try {
      return call(rule, types, by);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      // A constant that no JVM would take calls nothing.
      return null;
    }
  }

  private static @Nullable String call(Rule rule, Set<String> types, ScannedClass by) {
    ClassFile file = new ClassFile(by.bytes());
    for (int i = 1; i < file.constants(); i++) {
      if (file.tag(i) == METHOD || file.tag(i) == INTERFACE_METHOD) {
        String owner = file.memberOwner(i);
        if (types.contains(owner)) {
          MethodKey called = file.member(i);
          if (rule.bind(called.name(), called.descriptor()) != null) {
            String method = owner.replace('/', '.') + "." + called.name();
            return by.binaryName() + " calls " + method;
          }
        }
      }
    }
    return null;
  }
}
