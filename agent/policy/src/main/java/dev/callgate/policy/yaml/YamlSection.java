package dev.callgate.policy.yaml;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mapping with a closed set of keys, read by what each key takes. Everything that is not as it
 * must be goes to the sink, once; the answer is then the same as for an absent key. Not
 * thread-safe.
 */
public final class YamlSection {
  private final YamlMapping mapping;
  private final YamlKeys keys;
  private final ProblemSink problems;
  private final List<String> misspelt = new ArrayList<>();

  private YamlSection(YamlMapping mapping, YamlKeys keys, ProblemSink problems) {
    this.mapping = mapping;
    this.keys = keys;
    this.problems = problems;
  }

  /** Takes the mapping and reports its unknown keys. */
  public static YamlSection of(YamlMapping mapping, YamlKeys keys, ProblemSink problems) {
    YamlSection section = new YamlSection(mapping, keys, problems);
    for (YamlEntry entry : mapping.entries()) {
      section.checkKey(entry.key());
    }
    return section;
  }

  private void checkKey(YamlScalar key) {
    if (keys.known().contains(key.text())) {
      return;
    }
    if (keys.later().contains(key.text())) {
      problems.report(
          key.at(),
          "SCH007",
          "not supported by this version: " + key.text(),
          "remove the key; it is refused because ignoring it would change what the file means");
      return;
    }
    List<String> candidates = new ArrayList<>(keys.known());
    candidates.addAll(keys.later());
    String nearest = Spelling.nearest(key.text(), candidates);
    String hint = Spelling.hint(key.text(), keys.known());
    if (nearest != null) {
      misspelt.add(nearest);
      hint = "did you mean '" + nearest + "'?";
    }
    problems.report(
        key.at(), "SCH003", "unknown key " + Quoted.of(key.text()) + " in " + keys.where(), hint);
  }

  /** Where the mapping begins. */
  public Place at() {
    return mapping.at();
  }

  /** Where the key stands; where the mapping begins when it has no such key. */
  public Place at(String key) {
    YamlEntry entry = mapping.entry(key);
    return entry == null ? mapping.at() : entry.key().at();
  }

  public boolean has(String key) {
    return mapping.entry(key) != null;
  }

  /** Whether an unknown key, already reported, was probably meant to be this one. */
  public boolean misspells(String key) {
    return misspelt.contains(key);
  }

  /** What the key is given; null when absent. */
  public @Nullable YamlNode node(String key) {
    YamlEntry entry = mapping.entry(key);
    return entry == null ? null : entry.value();
  }

  /** Reports the key as missing when it is. */
  public void require(String key) {
    if (!has(key) && !misspells(key)) {
      problems.report(
          mapping.at(), "SCH001", "missing key '" + key + "' in " + keys.where(), "add it");
    }
  }

  /** One text that is not empty; null when absent. */
  public @Nullable YamlScalar scalar(String key) {
    YamlNode node = node(key);
    return node == null ? null : text(node, key);
  }

  /** One text that is not empty; null when absent. */
  public @Nullable String text(String key) {
    YamlScalar scalar = scalar(key);
    return scalar == null ? null : scalar.text();
  }

  /** One text or a list of texts; empty when absent. */
  public List<YamlScalar> scalars(String key) {
    YamlNode node = node(key);
    List<YamlScalar> texts = new ArrayList<>();
    if (node instanceof YamlSequence sequence) {
      if (sequence.items().isEmpty()) {
        problems.report(
            sequence.at(),
            "SCH008",
            "'" + key + "' is an empty list",
            "remove the key or name something");
      }
      for (YamlNode item : sequence.items()) {
        addText(item, key, texts);
      }
    } else if (node != null) {
      addText(node, key, texts);
    }
    return texts;
  }

  /** How many items {@link #scalars} would give if all were texts. */
  public int sizeOf(String key) {
    YamlNode node = node(key);
    return node instanceof YamlSequence sequence ? sequence.items().size() : node == null ? 0 : 1;
  }

  private void addText(YamlNode node, String key, List<YamlScalar> texts) {
    YamlScalar scalar = text(node, key);
    if (scalar != null) {
      texts.add(scalar);
    }
  }

  private @Nullable YamlScalar text(YamlNode node, String key) {
    if (node instanceof YamlScalar scalar && !scalar.isNull() && !scalar.text().isBlank()) {
      return scalar;
    }
    wrongKind(node, key, "a text");
    return null;
  }

  /** {@code true} or {@code false}; false when absent. */
  public boolean flag(String key) {
    YamlNode node = node(key);
    if (node == null) {
      return false;
    }
    if (node instanceof YamlScalar scalar && scalar.plain()) {
      if (scalar.text().equals("true") || scalar.text().equals("false")) {
        return scalar.text().equals("true");
      }
    }
    wrongKind(node, key, "true or false, without quotes");
    return false;
  }

  /** A number written without quotes; null when absent. */
  public @Nullable BigDecimal number(String key) {
    YamlNode node = node(key);
    if (node == null) {
      return null;
    }
    if (node instanceof YamlScalar scalar
        && scalar.plain()
        && YamlLiteral.isNumber(scalar.text())) {
      return new BigDecimal(scalar.text());
    }
    wrongKind(node, key, "a number, without quotes");
    return null;
  }

  /** A mapping with its own keys; null when absent. */
  public @Nullable YamlSection section(String key, YamlKeys sectionKeys) {
    YamlMapping found = mapping(key);
    return found == null ? null : of(found, sectionKeys, problems);
  }

  /** A mapping whose keys are names; null when absent. */
  public @Nullable YamlMapping mapping(String key) {
    YamlNode node = node(key);
    if (node == null || node instanceof YamlMapping) {
      return (YamlMapping) node;
    }
    wrongKind(node, key, "keys and values");
    return null;
  }

  /** A list of anything; null when absent. */
  public @Nullable YamlSequence sequence(String key) {
    YamlNode node = node(key);
    if (node == null || node instanceof YamlSequence) {
      return (YamlSequence) node;
    }
    wrongKind(node, key, "a list");
    return null;
  }

  /** Reports that the key takes something else, unless what stands there was reported already. */
  public void wrongKind(YamlNode node, String key, String wanted) {
    if (!(node instanceof YamlBroken)) {
      problems.report(node.at(), "SCH002", "'" + key + "' takes " + wanted, "");
    }
  }
}
