package dev.callgate.policy.read;

import dev.callgate.policy.Note;
import dev.callgate.policy.Rule;
import dev.callgate.policy.yaml.Place;
import dev.callgate.policy.yaml.ProblemSink;
import dev.callgate.policy.yaml.Quoted;
import dev.callgate.policy.yaml.Spelling;
import dev.callgate.policy.yaml.YamlBroken;
import dev.callgate.policy.yaml.YamlEntry;
import dev.callgate.policy.yaml.YamlKeys;
import dev.callgate.policy.yaml.YamlMapping;
import dev.callgate.policy.yaml.YamlScalar;
import dev.callgate.policy.yaml.YamlSection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The environments one file declares, and what they make of its rules. An environment the file does
 * not declare is treated as the strictest: nothing is left out and nothing only recorded, so that a
 * typing error on a command line opens no gate.
 */
final class Environments {
  static final YamlKeys KEYS = YamlKeys.of("environment", "mode");
  static final List<String> MODES = List.of("enforce", "audit");

  private final Place at;
  private final Map<String, Boolean> recordsOnly = new LinkedHashMap<>();

  private Environments(Place at) {
    this.at = at;
  }

  /** Of a file that declares none. */
  static Environments none(Place at) {
    return new Environments(at);
  }

  /** Reads {@code environments: {name: {mode: enforce}}}. */
  static Environments read(YamlSection policy, ProblemSink problems) {
    Environments environments = new Environments(policy.at("environments"));
    YamlMapping declared = policy.mapping("environments");
    if (declared == null) {
      return environments;
    }
    if (declared.entries().isEmpty()) {
      problems.report(
          declared.at(), "SCH008", "'environments' is empty", "remove the key or name one");
    }
    for (YamlEntry entry : declared.entries()) {
      Identifier.check(entry.key(), "environment", problems);
      environments.recordsOnly.put(entry.key().text(), recordsOnly(entry, problems));
    }
    return environments;
  }

  private static boolean recordsOnly(YamlEntry entry, ProblemSink problems) {
    if (!(entry.value() instanceof YamlMapping mapping)) {
      if (!(entry.value() instanceof YamlBroken)) {
        problems.report(
            entry.value().at(), "SCH002", "an environment takes keys", "write {} or {mode: audit}");
      }
      return false;
    }
    YamlScalar mode = YamlSection.of(mapping, KEYS, problems).scalar("mode");
    if (mode != null && !MODES.contains(mode.text())) {
      String message = "unknown mode " + Quoted.of(mode.text());
      problems.report(mode.at(), "SCH004", message, Spelling.hint(mode.text(), MODES));
    }
    return mode != null && mode.text().equals("audit");
  }

  /** What stands under {@code environments} in a rule or exception; empty for all of them. */
  Set<String> references(YamlSection section, ProblemSink problems) {
    Set<String> names = new LinkedHashSet<>();
    for (YamlScalar name : section.scalars("environments")) {
      if (!recordsOnly.containsKey(name.text())) {
        String hint =
            recordsOnly.isEmpty()
                ? "declare it at the top: environments: {" + name.text() + ": {}}"
                : Spelling.hint(name.text(), recordsOnly.keySet());
        problems.report(name.at(), "REF006", "unknown environment " + Quoted.of(name.text()), hint);
      }
      names.add(name.text());
    }
    return names;
  }

  /** Whether the file has an environment of this name, in which rules only record. */
  boolean onlyRecords(@Nullable String environment) {
    return environment != null && Boolean.TRUE.equals(recordsOnly.get(environment));
  }

  boolean declares(@Nullable String environment) {
    return environment != null && recordsOnly.containsKey(environment);
  }

  /** The file's rules as they are in force there. */
  List<Rule> select(List<Rule> rules, @Nullable String environment, List<Note> notes) {
    if (environment == null || !declares(environment)) {
      if (!recordsOnly.isEmpty()) {
        String which =
            environment == null
                ? "no environment is given"
                : "the environment " + Quoted.of(environment) + " is not declared here";
        notes.add(new Note(at, "ENV001", which + ", so every rule of this file is enforced"));
      }
      return rules;
    }
    boolean audit = Boolean.TRUE.equals(recordsOnly.get(environment));
    List<Rule> selected = new ArrayList<>();
    for (Rule rule : rules) {
      if (rule.environments().isEmpty() || rule.environments().contains(environment)) {
        selected.add(audit && !rule.locked() ? rule.recording() : rule);
      }
    }
    return selected;
  }
}
