package dev.callgate.scan;

import dev.callgate.match.MatchedClass;
import dev.callgate.match.MatchedMethod;
import dev.callgate.policy.BoundRule;
import dev.callgate.policy.ClassPattern;
import dev.callgate.policy.PolicySet;
import dev.callgate.policy.Rule;
import dev.callgate.scan.read.ClassPath;
import dev.callgate.scan.read.JdkClasses;
import dev.callgate.scan.read.UnreadableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One scan of one class path with one set of policies. Not thread-safe; for one use. */
public final class Scan {
  private final PolicySet policy;
  private final ClassWorld world;
  private final Survey survey;
  private final Map<String, List<WovenMethod>> methods = new LinkedHashMap<>();
  private final Map<String, List<LambdaSite>> lambdas = new LinkedHashMap<>();
  private final Set<String> bound = new LinkedHashSet<>();
  private int jdkClasses;

  private Scan(PolicySet policy, ClassWorld world) {
    this.policy = policy;
    this.world = world;
    survey = new Survey(policy, world);
    for (Rule rule : policy.rules()) {
      methods.put(rule.origin(), new ArrayList<>());
      lambdas.put(rule.origin(), new ArrayList<>());
    }
  }

  /**
   * Scans.
   *
   * @param classPath jars, directories, class paths
   * @param progress told of each class, at least once
   * @throws UnreadableException when it cannot be read, or there is no class in it
   */
  public static ScanReport of(PolicySet policy, List<String> classPath, Runnable progress)
      throws UnreadableException {
    try (JdkClasses jdk = new JdkClasses()) {
      ClassWorld world = new ClassWorld(jdk, progress);
      ClassPath reader = new ClassPath(world);
      reader.read(classPath);
      if (world.classes().isEmpty()) {
        String why = world.notes().isEmpty() ? "" : ": " + world.notes().get(0);
        throw new UnreadableException("no class to scan in " + String.join(", ", classPath) + why);
      }
      return new Scan(policy, world).report(reader.archives(), progress);
    } catch (IOException e) {
      throw new UnreadableException(
          "this JDK's own classes cannot be read, or no temporary file written: " + e.getMessage());
    }
  }

  private ScanReport report(int archives, Runnable progress) throws IOException {
    for (String name : concernedInJdk()) {
      survey.settleInJdk(name);
      jdkClasses++;
      progress.run();
    }
    for (ScannedClass type : world.classes()) {
      survey.settle(type);
      progress.run();
    }
    survey.matched().values().forEach(this::collect);
    for (ScannedClass type : world.classes()) {
      findLambdas(type);
    }
    List<RuleScan> rules = new ArrayList<>();
    Set<String> done = new LinkedHashSet<>();
    for (Rule rule : policy.rules()) {
      if (done.add(rule.origin())) {
        rules.add(
            new RuleScan(
                rule, of(methods, rule), of(lambdas, rule), ConditionCost.of(rule.when())));
      }
    }
    List<String> notes = new ArrayList<>(world.notes());
    Map<String, List<String>> unloadable = new TreeMap<>();
    survey
        .unloadable()
        .forEach(
            (name, why) ->
                unloadable
                    .computeIfAbsent(why, any -> new ArrayList<>())
                    .add(name.replace('/', '.')));
    unloadable.forEach(
        (why, names) ->
            notes.add(
                names.get(0)
                    + (names.size() == 1 ? "" : " and " + (names.size() - 1) + " more")
                    + " cannot be loaded from this class path: "
                    + why));
    List<Finding> findings = new ArrayList<>(new Diagnosis(world, survey).of(rules));
    findings.addAll(new Gaps(world, policy).of(rules, bound));
    return new ScanReport(
        world.classes().size(),
        archives,
        jdkClasses,
        rules,
        findings,
        Uncovered.in(world, survey),
        ApplyingPacks.in(world, survey, policy),
        notes);
  }

  private static <T> List<T> of(Map<String, List<T>> byRule, Rule rule) {
    return byRule.getOrDefault(rule.origin(), List.of());
  }

  /** Those that no rule names and nothing of whose kind a rule names are not worth reading. */
  private Collection<String> concernedInJdk() {
    Set<String> named = new LinkedHashSet<>();
    List<ClassPattern> globs = new ArrayList<>();
    for (Rule rule : policy.rules()) {
      List<String> derived = new ArrayList<>(rule.match().subtypesOf());
      derived.addAll(rule.match().annotations());
      for (String name : derived) {
        if (world.findInJdk(name.replace('.', '/')) != null) {
          return world.jdkNames();
        }
      }
      for (ClassPattern pattern : rule.match().classes()) {
        String exact = pattern.exactName();
        if (exact == null) {
          globs.add(pattern);
        } else if (world.findInJdk(exact.replace('.', '/')) != null) {
          named.add(exact.replace('.', '/'));
        }
      }
    }
    if (!globs.isEmpty()) {
      for (String name : world.jdkNames()) {
        String binaryName = name.replace('/', '.');
        if (globs.stream().anyMatch(glob -> glob.matches(binaryName))) {
          named.add(name);
        }
      }
    }
    return named;
  }

  private void collect(MatchedClass matched) {
    ScannedClass type = world.resolve(matched.name());
    if (type == null) {
      return;
    }
    for (MatchedMethod method : matched.methods()) {
      WovenMethod woven = new WovenMethod(type.binaryName(), method.outline().key(), type.origin());
      Set<String> rules = new LinkedHashSet<>();
      for (BoundRule bound : method.rules()) {
        rules.add(bound.rule().origin());
        this.bound.add(bound.rule().id());
      }
      for (String rule : rules) {
        methods.computeIfAbsent(rule, id -> new ArrayList<>()).add(woven);
      }
    }
  }

  private void findLambdas(ScannedClass type) {
    List<LambdaSites.Site> sites;
    try {
      sites = LambdaSites.of(type, survey.lambdasOfInterest(type));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      world.note(
          type.binaryName() + ": its call sites cannot be read, so lambdas in it are not listed");
      return;
    }
    for (LambdaSites.Site site : sites) {
      Set<String> rules = new LinkedHashSet<>();
      for (BoundRule bound : survey.ofLambda(site.interfaceName(), type, site.implemented())) {
        rules.add(bound.rule().origin());
      }
      for (String rule : rules) {
        lambdas
            .computeIfAbsent(rule, id -> new ArrayList<>())
            .add(
                new LambdaSite(
                    site.interfaceName().replace('/', '.'),
                    type.binaryName(),
                    site.method(),
                    type.origin()));
      }
    }
  }
}
