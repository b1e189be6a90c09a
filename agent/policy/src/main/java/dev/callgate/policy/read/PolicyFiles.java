package dev.callgate.policy.read;

import dev.callgate.policy.Decision;
import dev.callgate.policy.FileDigest;
import dev.callgate.policy.Layer;
import dev.callgate.policy.Match;
import dev.callgate.policy.Note;
import dev.callgate.policy.PolicyException;
import dev.callgate.policy.PolicySet;
import dev.callgate.policy.PolicySources;
import dev.callgate.policy.PolicyTest;
import dev.callgate.policy.Problem;
import dev.callgate.policy.Problems;
import dev.callgate.policy.Rule;
import dev.callgate.policy.condition.When;
import dev.callgate.policy.include.LockFile;
import dev.callgate.policy.include.PolicyUnit;
import dev.callgate.policy.include.PolicyUnits;
import dev.callgate.policy.yaml.Quoted;
import dev.callgate.policy.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All files of a set of policies, read and linked, before an environment is chosen. */
final class PolicyFiles {
  private final PolicyUnits units;
  private final Map<PolicyUnit, PolicyFileReader> readers = new LinkedHashMap<>();
  private final Map<PolicyUnit, List<Rule>> rules = new LinkedHashMap<>();
  private final Map<PolicyUnit, Relaxations> exceptions = new LinkedHashMap<>();
  private final Map<String, KnownRules.Known> known = new LinkedHashMap<>();
  private final List<PolicyTest> tests = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();

  private PolicyFiles(PolicyUnits units) {
    this.units = units;
  }

  /**
   * @throws PolicyException when anything at all is wrong with any of them
   */
  static PolicyFiles read(PolicySources sources, long now) throws PolicyException {
    PolicyFiles files = new PolicyFiles(PolicyUnits.of(sources));
    LockFile.check(files.units);
    files.begin();
    files.readRules();
    files.readExceptions();
    files.checkCovers();
    files.readTests();
    Problems all = new Problems();
    all.addAll(files.units.problems());
    for (PolicyUnit unit : files.units.all()) {
      all.addAll(unit.problems());
    }
    if (!all.isEmpty()) {
      throw new PolicyException(all.inOrder());
    }
    // only then: what is wrong would make half of the warnings wrong
    for (PolicyUnit unit : files.units.all()) {
      Lints.check(unit, now);
      all.addAll(unit.problems());
    }
    files.warnings.addAll(all.inOrder());
    return files;
  }

  private void begin() {
    Map<String, YamlScalar> names = new LinkedHashMap<>();
    for (PolicyUnit unit : units.all()) {
      boolean owner = unit.isRoot() || unit.pack() != null;
      PolicyFileReader root = owner ? null : readers.get(unit.roots().get(0));
      PolicyFileReader reader = new PolicyFileReader(unit, root);
      readers.put(unit, reader);
      reader.begin();
      checkName(reader.nameAt(), names, unit.problems());
    }
  }

  private static void checkName(
      @Nullable YamlScalar name, Map<String, YamlScalar> names, Problems problems) {
    YamlScalar first = name == null ? null : names.putIfAbsent(name.text(), name);
    if (name != null && first != null) {
      String message = "another policy is called " + Quoted.of(name.text()) + ": " + first.at();
      problems.report(
          name.at(), "SET002", message, "rules are known by policy and id; choose another name");
    }
  }

  private void readRules() {
    Map<PolicyUnit, List<PackChange>> changes = new LinkedHashMap<>();
    for (PolicyFileReader reader : readers.values()) {
      for (Map.Entry<PolicyUnit, PackChange> change : reader.changes().entrySet()) {
        List<PackChange> ofPack = changes.get(change.getKey());
        if (ofPack == null) {
          ofPack = new ArrayList<>();
          changes.put(change.getKey(), ofPack);
        }
        ofPack.add(change.getValue());
      }
    }
    for (PolicyFileReader reader : readers.values()) {
      PolicyUnit unit = reader.unit();
      PackChanges ofUnit = new PackChanges(changes.getOrDefault(unit, List.of()));
      List<Rule> written = reader.rules(ofUnit);
      rules.put(unit, written);
      for (Rule rule : written) {
        Layer layer = reader.isPack() ? ofUnit.layer(rule) : unit.layer();
        known.put(rule.id(), new KnownRules.Known(rule, layer));
      }
    }
  }

  private void readExceptions() {
    for (PolicyFileReader reader : readers.values()) {
      exceptions.put(
          reader.unit(),
          reader.exceptions(new KnownRules(reader.name(), known), areRight(reader.unit())));
    }
  }

  private void checkCovers() {
    List<Rule> all = new ArrayList<>();
    for (PolicyFileReader reader : readers.values()) {
      // what is wrong with a rule is not told again as a name that nobody knows
      if (!areRight(reader.unit())) {
        return;
      }
      all.addAll(rulesOf(reader.unit()));
    }
    all.add(PolicySet.irreversible());
    for (PolicyFileReader reader : readers.values()) {
      reader.checkCovers(all);
    }
  }

  private void readTests() {
    for (PolicyFileReader reader : readers.values()) {
      PolicyUnit unit = reader.unit();
      boolean right = areRight(unit);
      List<Rule> concerned = new ArrayList<>();
      for (PolicyUnit part : unit.isRoot() ? unit.closure() : unit.roots().get(0).closure()) {
        concerned.addAll(rules.getOrDefault(part, List.of()));
      }
      List<PolicyTest> read = reader.tests(concerned, right);
      // a pack's are about the pack as it is, whatever was changed in it here
      if (unit.pack() == null) {
        tests.addAll(read);
      }
    }
  }

  private List<Rule> rulesOf(PolicyUnit unit) {
    return rules.getOrDefault(unit, List.of());
  }

  /** Whether nothing is wrong in the file and in all it includes. */
  private boolean areRight(PolicyUnit unit) {
    for (PolicyUnit part : unit.closure()) {
      if (!part.problems().isEmpty()) {
        return false;
      }
    }
    return true;
  }

  List<PolicyTest> tests() {
    return tests;
  }

  List<Problem> warnings() {
    return warnings;
  }

  String digest() {
    List<byte[]> bytes = new ArrayList<>();
    for (PolicyUnit unit : units.all()) {
      bytes.add(unit.yaml().bytes());
    }
    return FileDigest.of(bytes);
  }

  /** The rules as they are in the environment, with what exceptions make of them. */
  List<Rule> inForce(@Nullable String environment, long now, List<Note> notes) {
    List<Rule> written = new ArrayList<>();
    List<Rule> selected = new ArrayList<>();
    List<Relaxation> lasting = new ArrayList<>();
    for (PolicyFileReader reader : readers.values()) {
      PolicyUnit unit = reader.unit();
      List<Rule> ofUnit = rulesOf(unit);
      written.addAll(ofUnit);
      if (unit.pack() == null) {
        Environments environments = reader.environments();
        List<Note> told = unit.isRoot() ? notes : new ArrayList<>();
        selected.addAll(environments.select(ofUnit, environment, told));
        Relaxations relaxations = exceptions.get(unit);
        if (relaxations != null) {
          String declared = environments.declares(environment) ? environment : null;
          lasting.addAll(relaxations.lasting(declared, now, notes));
        }
      } else {
        selected.addAll(recordedWhereAllDo(ofUnit, unit, environment));
      }
    }
    List<Rule> inForce = Relaxations.apply(selected, lasting);
    // as written: who says where the annotation is held has said where it is not
    if (!coverAnnotation(written)) {
      inForce.add(PolicySet.irreversible());
    }
    return inForce;
  }

  /** A pack knows no environments: its rules only record where all policies that include it do. */
  private List<Rule> recordedWhereAllDo(
      List<Rule> ofPack, PolicyUnit pack, @Nullable String environment) {
    for (PolicyUnit root : pack.roots()) {
      PolicyFileReader reader = readers.get(root);
      if (reader == null || !reader.environments().onlyRecords(environment)) {
        return ofPack;
      }
    }
    List<Rule> recording = new ArrayList<>();
    for (Rule rule : ofPack) {
      recording.add(rule.locked() ? rule : rule.recording());
    }
    return recording;
  }

  /** An audit rule does not count: adding a rule never makes anything weaker. */
  private static boolean coverAnnotation(List<Rule> rules) {
    for (Rule rule : rules) {
      Match match = rule.match();
      boolean whole =
          match.annotations().contains(PolicySet.IRREVERSIBLE)
              && match.classes().isEmpty()
              && match.subtypesOf().isEmpty()
              && match.methods().isEmpty()
              && match.excludes().isEmpty()
              && rule.when() instanceof When.Always;
      if (whole && rule.decide() != Decision.AUDIT) {
        return true;
      }
    }
    return false;
  }
}
