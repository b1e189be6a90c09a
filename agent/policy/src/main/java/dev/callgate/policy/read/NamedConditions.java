package dev.callgate.policy.read;

import dev.callgate.policy.condition.When;
import dev.callgate.policy.yaml.ProblemSink;
import dev.callgate.policy.yaml.Quoted;
import dev.callgate.policy.yaml.Spelling;
import dev.callgate.policy.yaml.YamlEntry;
import dev.callgate.policy.yaml.YamlMapping;
import dev.callgate.policy.yaml.YamlNode;
import dev.callgate.policy.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The policy's {@code conditions}: each is read once, in whatever order they use each other, and
 * none may use itself.
 */
final class NamedConditions {
  private final WhenReader reader;
  private final ProblemSink problems;
  private final Map<String, YamlNode> declared = new LinkedHashMap<>();
  private final Map<String, When> read = new LinkedHashMap<>();
  private final List<String> reading = new ArrayList<>();

  NamedConditions(WhenReader reader, ProblemSink problems) {
    this.reader = reader;
    this.problems = problems;
  }

  void declare(YamlMapping conditions) {
    for (YamlEntry entry : conditions.entries()) {
      Identifier.check(entry.key(), "condition", problems);
      declared.put(entry.key().text(), entry.value());
    }
    for (String name : declared.keySet()) {
      resolve(name);
    }
  }

  When use(YamlScalar name) {
    String text = name.text();
    if (!declared.containsKey(text)) {
      String hint =
          declared.isEmpty()
              ? "declare it under 'conditions'"
              : Spelling.hint(text, declared.keySet());
      problems.report(name.at(), "REF004", "unknown condition " + Quoted.of(text), hint);
      return new When.Always();
    }
    if (reading.contains(text)) {
      String circle =
          String.join(" -> ", reading.subList(reading.indexOf(text), reading.size()))
              + " -> "
              + text;
      problems.report(
          name.at(), "REF005", "a condition uses itself: " + circle, "break the circle");
      return new When.Always();
    }
    return resolve(text);
  }

  private When resolve(String name) {
    When known = read.get(name);
    YamlNode node = declared.get(name);
    if (known != null || node == null) {
      return known == null ? new When.Always() : known;
    }
    reading.add(name);
    When when = reader.read(node);
    reading.remove(name);
    read.put(name, when);
    return when;
  }
}
