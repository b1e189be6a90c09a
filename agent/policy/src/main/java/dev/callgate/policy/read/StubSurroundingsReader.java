package dev.callgate.policy.read;

import dev.callgate.policy.StubSurroundings;
import dev.callgate.policy.SyntaxProblem;
import dev.callgate.policy.TypeName;
import dev.callgate.policy.condition.Facts;
import dev.callgate.policy.condition.Surroundings;
import dev.callgate.policy.yaml.ProblemSink;
import dev.callgate.policy.yaml.Quoted;
import dev.callgate.policy.yaml.Spelling;
import dev.callgate.policy.yaml.YamlEntry;
import dev.callgate.policy.yaml.YamlKeys;
import dev.callgate.policy.yaml.YamlMapping;
import dev.callgate.policy.yaml.YamlScalar;
import dev.callgate.policy.yaml.YamlSection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what a test says about the moment of its call. */
final class StubSurroundingsReader {
  private static final YamlKeys THREAD = YamlKeys.of("thread", "name", "virtual", "group");
  private static final String MAIN = "main";

  private final ProblemSink problems;

  StubSurroundingsReader(ProblemSink problems) {
    this.problems = problems;
  }

  Surroundings read(YamlSection section) {
    List<String> classes = new ArrayList<>();
    classes(section, "caller", classes);
    classes(section, "called_from", classes);
    Map<String, Object> facts = values(section, "facts");
    checkFacts(section.mapping("facts"));
    YamlSection thread = section.section("thread", THREAD);
    return new StubSurroundings(
        orMain(thread == null ? null : thread.text("name")),
        thread != null && thread.flag("virtual"),
        orMain(thread == null ? null : thread.text("group")),
        classes,
        values(section, "context"),
        facts);
  }

  private static String orMain(@Nullable String text) {
    return text == null ? MAIN : text;
  }

  private void classes(YamlSection section, String key, List<String> classes) {
    for (YamlScalar scalar : section.scalars(key)) {
      try {
        classes.add(TypeName.binary(scalar.text(), 0));
      } catch (SyntaxProblem e) {
        problems.report(scalar.at(e.offset()), e.code(), e.message(), e.hint());
      }
    }
  }

  /** Nothing in place of a value means that there is none. */
  private Map<String, Object> values(YamlSection section, String key) {
    YamlMapping mapping = section.mapping(key);
    Map<String, Object> values = new LinkedHashMap<>();
    for (YamlEntry entry : mapping == null ? List.<YamlEntry>of() : mapping.entries()) {
      Object value = StubArguments.anything(entry.value(), problems);
      if (value != null) {
        values.put(entry.key().text(), value);
      }
    }
    return values;
  }

  private void checkFacts(@Nullable YamlMapping facts) {
    for (YamlEntry entry : facts == null ? List.<YamlEntry>of() : facts.entries()) {
      String name = entry.key().text();
      if (!Facts.KINDS.containsKey(name)) {
        problems.report(
            entry.key().at(),
            "REF010",
            "unknown fact " + Quoted.of(name),
            Spelling.hint(name, Facts.KINDS.keySet()));
      }
    }
  }
}
