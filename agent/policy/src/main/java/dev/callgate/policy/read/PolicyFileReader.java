package dev.callgate.policy.read;

import dev.callgate.policy.PolicySet;
import dev.callgate.policy.PolicyTest;
import dev.callgate.policy.Problems;
import dev.callgate.policy.Rule;
import dev.callgate.policy.include.PackName;
import dev.callgate.policy.include.PolicyUnit;
import dev.callgate.policy.yaml.Place;
import dev.callgate.policy.yaml.Quoted;
import dev.callgate.policy.yaml.YamlBroken;
import dev.callgate.policy.yaml.YamlEntry;
import dev.callgate.policy.yaml.YamlKeys;
import dev.callgate.policy.yaml.YamlMapping;
import dev.callgate.policy.yaml.YamlNode;
import dev.callgate.policy.yaml.YamlScalar;
import dev.callgate.policy.yaml.YamlSection;
import dev.callgate.policy.yaml.YamlSequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one file, in the order in which files need each other: what it says of itself, what it
 * changes in packs, its rules, and then what speaks of rules. Not thread-safe.
 */
final class PolicyFileReader {
  static final YamlKeys KEYS =
      YamlKeys.of(
          "policy",
          "callgate",
          "name",
          "owner",
          "description",
          "include",
          "packs",
          "environments",
          "approvers",
          "lists",
          "conditions",
          "rules",
          "exceptions",
          "tests");

  /** A pack knows nothing of whoever includes it. */
  static final YamlKeys PACK_KEYS =
      YamlKeys.of(
          "pack",
          "callgate",
          "pack",
          "name",
          "owner",
          "description",
          "lists",
          "conditions",
          "rules",
          "tests");

  private static final int MOST_RULES = 2000;

  private final PolicyUnit unit;
  private final @Nullable PolicyFileReader root;
  private final Problems problems;
  private final boolean isPack;
  private final @Nullable YamlSection section;
  private final String name;
  private final @Nullable YamlScalar nameAt;
  private final CoverReader covers;
  private List<Rule> written = List.of();
  private @Nullable PackHeader header;
  private Environments environments;
  private ApproverGroups groups = ApproverGroups.none();
  private @Nullable WhenReader whens;
  private @Nullable GateReader gates;

  /**
   * @param root the reader of the policy that includes the file; null for one that the agent was
   *     told to load, and for a pack
   */
  PolicyFileReader(PolicyUnit unit, @Nullable PolicyFileReader root) {
    this.unit = unit;
    this.root = root;
    this.problems = unit.problems();
    YamlMapping keys = unit.yaml().root();
    this.isPack = unit.pack() != null || (keys != null && keys.entry("pack") != null);
    this.section =
        keys == null || isOtherVersion(keys)
            ? null
            : YamlSection.of(keys, isPack ? PACK_KEYS : KEYS, problems);
    this.environments =
        Environments.none(new Place(unit.name(), 1, 1)); // until begin has read them
    this.nameAt = section == null ? null : name(section);
    this.name = isPack ? packName() : nameAt == null ? "?" : nameAt.text();
    this.covers = new CoverReader(name, problems);
  }

  /** A later version's keys would only be reported as typing errors. */
  private boolean isOtherVersion(YamlMapping keys) {
    YamlEntry entry = keys.entry("callgate");
    YamlNode node = entry == null ? null : entry.value();
    if (node == null || node instanceof YamlBroken) {
      return false;
    }
    boolean one = node instanceof YamlScalar scalar && scalar.plain() && scalar.text().equals("1");
    if (!one) {
      problems.report(
          node.at(),
          "SCH006",
          "unknown version of the language",
          "this version reads 'callgate: 1'");
    }
    return !one;
  }

  private @Nullable YamlScalar name(YamlSection policy) {
    policy.require("callgate");
    if (isPack) {
      // the header names it; the same name may be written again
      return policy.scalar("name");
    }
    policy.require("name");
    YamlScalar scalar = policy.scalar("name");
    if (scalar != null) {
      Identifier.check(scalar, "policy", problems);
      if (scalar.text().equals(PolicySet.BUILT_IN)) {
        problems.report(
            scalar.at(), "SET002", "the name 'builtin' is taken", "choose another name");
      }
    }
    return scalar;
  }

  private String packName() {
    PackName included = unit.pack();
    if (included != null) {
      return "pack:" + included.name();
    }
    YamlMapping keys = unit.yaml().root();
    YamlEntry entry = keys == null ? null : keys.entry("pack");
    YamlEntry written =
        entry != null && entry.value() instanceof YamlMapping m ? m.entry("name") : null;
    return "pack:" + (written != null && written.value() instanceof YamlScalar s ? s.text() : "?");
  }

  /** Reads what the file says of itself. */
  void begin() {
    YamlSection policy = section;
    if (policy == null) {
      return;
    }
    // texts for people: only that they are texts
    policy.text("owner");
    policy.text("description");
    if (isPack) {
      policy.require("pack");
      YamlSection pack = policy.section("pack", PackHeaderReader.KEYS);
      header = pack == null ? null : new PackHeaderReader(problems).read(pack, unit.pack());
      checkPackName();
      return;
    }
    groups = ApproverGroups.read(policy, problems);
    if (root == null) {
      environments = Environments.read(policy, problems);
      return;
    }
    groups = groups.and(root.groups);
    environments = root.environments;
    if (policy.has("environments")) {
      problems.report(
          policy.at("environments"),
          "INC001",
          "a file that is included has the environments of " + root.unit.name(),
          "declare them there");
    }
  }

  private void checkPackName() {
    if (nameAt != null && !("pack:" + nameAt.text()).equals(name)) {
      problems.report(
          nameAt.at(), "SET002", "the header names this pack otherwise", "remove 'name' here");
    }
  }

  /** Reads what the file changes in packs. */
  Map<PolicyUnit, PackChange> changes() {
    return section == null || isPack
        ? Map.of()
        : new PackChangeReader(unit, new GateReader(groups, GateDefaults.NONE, covers, problems))
            .read(section);
  }

  /** Reads the rules. */
  List<Rule> rules(PackChanges changes) {
    YamlSection policy = section;
    if (policy == null) {
      return List.of();
    }
    OperandReader operands = new OperandReader(problems);
    lists(policy, operands, changes);
    WhenReader conditions = new WhenReader(operands, problems);
    YamlMapping named = policy.mapping("conditions");
    if (named != null) {
      conditions.declare(named);
    }
    whens = conditions;
    GateReader gateReader =
        new GateReader(groups, isPack ? changes.gate() : GateDefaults.NONE, covers, problems);
    gates = gateReader;
    List<Rule> rules =
        rules(policy, new RuleReader(name, environments, conditions, gateReader, problems));
    written = rules;
    // loaded as a policy, a pack decides as it is written: somebody has named it on purpose
    boolean asWritten = header == null || header.stable() || unit.pack() == null;
    return isPack ? changes.apply(rules, name + "/", asWritten) : rules;
  }

  private void lists(YamlSection policy, OperandReader operands, PackChanges changes) {
    YamlMapping lists = policy.mapping("lists");
    List<String> known = new ArrayList<>();
    OpenLists open = new OpenLists(changes, problems);
    if (lists != null) {
      for (YamlEntry entry : lists.entries()) {
        known.add(entry.key().text());
      }
      operands.declare(isPack ? open.fed(lists) : lists);
    }
    open.check(known);
  }

  private List<Rule> rules(YamlSection policy, RuleReader reader) {
    List<Rule> rules = new ArrayList<>();
    // a policy may be made of nothing but what it includes
    if (!policy.has("include")) {
      policy.require("rules");
    }
    YamlSequence sequence = policy.sequence("rules");
    if (sequence == null) {
      return rules;
    }
    if (sequence.items().isEmpty()) {
      problems.report(
          sequence.at(),
          "SCH008",
          "a policy without rules holds nothing",
          "add a rule or remove the file");
    }
    if (sequence.items().size() > MOST_RULES) {
      problems.report(
          sequence.at(), "SCH009", "more than " + MOST_RULES + " rules", "split the file");
      return rules;
    }
    Map<String, Integer> lines = new LinkedHashMap<>();
    for (YamlNode item : sequence.items()) {
      if (item instanceof YamlMapping mapping) {
        YamlKeys keys = isPack ? RuleReader.PACK_KEYS : RuleReader.KEYS;
        YamlSection rule = YamlSection.of(mapping, keys, problems);
        checkDuplicate(rule.node("id"), lines);
        rules.add(reader.read(rule));
      } else {
        policy.wrongKind(item, "rules", "rules, each beginning with '- id: name'");
      }
    }
    return rules;
  }

  private void checkDuplicate(@Nullable YamlNode id, Map<String, Integer> lines) {
    if (id instanceof YamlScalar scalar) {
      Integer first = lines.putIfAbsent(scalar.text(), scalar.at().line());
      if (first != null) {
        String message =
            "duplicate rule id " + Quoted.of(scalar.text()) + ", first on line " + first;
        problems.report(scalar.at(), "SET001", message, "give each rule its own id");
      }
    }
  }

  /**
   * Reads the exceptions.
   *
   * @param right false when something is wrong with the rules, which must not be told again
   */
  Relaxations exceptions(KnownRules rules, boolean right) {
    if (section == null || whens == null || gates == null || isPack) {
      return new Relaxations(List.of());
    }
    return new ExceptionsReader(
            name, unit.layer(), rules, right, environments, whens, gates, problems)
        .read(section);
  }

  /**
   * Checks which rules gates cover.
   *
   * @param all the rules of every file, as written, and the built-in ones
   */
  void checkCovers(List<Rule> all) {
    covers.check(all);
  }

  /**
   * Reads the tests.
   *
   * @param rules those that a test can be about; not those of a pack that is included, whose tests
   *     are about the pack as it was written
   * @param right false when something is wrong with them
   */
  List<PolicyTest> tests(List<Rule> rules, boolean right) {
    return section == null
        ? List.of()
        : new TestsReader(name, unit.pack() == null ? rules : written, right, problems)
            .read(section);
  }

  PolicyUnit unit() {
    return unit;
  }

  /** What the ids of its rules begin with. */
  String name() {
    return name;
  }

  /** Where it says its name; null when it has none, which was then reported, and for a pack. */
  @Nullable YamlScalar nameAt() {
    return isPack ? null : nameAt;
  }

  Environments environments() {
    return environments;
  }

  boolean isPack() {
    return isPack;
  }
}
