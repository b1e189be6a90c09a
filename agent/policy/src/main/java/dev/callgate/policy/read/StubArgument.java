package dev.callgate.policy.read;

import dev.callgate.policy.SyntaxProblem;
import dev.callgate.policy.condition.Reference;
import dev.callgate.policy.condition.ValuePath;
import dev.callgate.policy.yaml.Place;
import dev.callgate.policy.yaml.ProblemSink;
import dev.callgate.policy.yaml.YamlEntry;
import dev.callgate.policy.yaml.YamlMapping;
import dev.callgate.policy.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a test says about an argument or a part of one.
 *
 * @param root the parameter's name or index; empty for the receiver
 * @param path what of it
 * @param at where it is named
 */
record StubArgument(String root, ValuePath path, Place at, YamlNode value) {
  /** Those of a mapping; whatever could not be read was reported and is left out. */
  static List<StubArgument> of(
      @Nullable YamlMapping mapping, boolean receiver, ProblemSink problems) {
    List<StubArgument> arguments = new ArrayList<>();
    for (YamlEntry entry : mapping == null ? List.<YamlEntry>of() : mapping.entries()) {
      try {
        String text = entry.key().text();
        Reference reference = receiver ? Reference.receiver(text) : Reference.argument(text);
        arguments.add(
            new StubArgument(reference.root(), reference.path(), entry.key().at(), entry.value()));
      } catch (SyntaxProblem e) {
        problems.report(entry.key().at(e.offset()), e.code(), e.message(), e.hint());
      }
    }
    return arguments;
  }
}
