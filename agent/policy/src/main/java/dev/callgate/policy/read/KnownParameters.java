package dev.callgate.policy.read;

import dev.callgate.policy.MethodPattern;
import dev.callgate.policy.Parameter;
import dev.callgate.policy.SyntaxProblem;
import dev.callgate.policy.condition.ParameterReference;
import dev.callgate.policy.condition.Reference;
import dev.callgate.policy.condition.ValueKind;
import dev.callgate.policy.yaml.Place;
import dev.callgate.policy.yaml.ProblemSink;
import dev.callgate.policy.yaml.Quoted;
import dev.callgate.policy.yaml.Spelling;
import dev.callgate.policy.yaml.YamlScalar;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parameters that the method patterns of one rule name, to check every mention of one against.
 */
final class KnownParameters {
  private final List<MethodPattern> patterns;
  private final boolean readable;
  private final ProblemSink problems;

  /**
   * @param readable false when a pattern could not be read: then nothing can be said about mentions
   */
  KnownParameters(List<MethodPattern> patterns, boolean readable, ProblemSink problems) {
    this.patterns = patterns;
    this.readable = readable;
    this.problems = problems;
  }

  /**
   * Reports what is neither such a parameter nor the way to a part of one.
   *
   * @param offset where {@code text} begins in {@code in}
   */
  void checkPart(String text, YamlScalar in, int offset) {
    try {
      check(Reference.argument(text).root(), in.at(offset));
    } catch (SyntaxProblem e) {
      problems.report(in.at(offset + e.offset()), e.code(), e.message(), e.hint());
    }
  }

  /** The same with a JSON pointer behind it. */
  void checkRedaction(YamlScalar reference) {
    try {
      check(Reference.redaction(reference.text()).root(), reference.at());
    } catch (SyntaxProblem e) {
      problems.report(reference.at(e.offset()), e.code(), e.message(), e.hint());
    }
  }

  /** Reports a mention that is not a parameter of every method the rule may match. */
  void check(String reference, Place at) {
    if (!readable) {
      return;
    }
    int index = ParameterReference.asIndex(reference);
    if (index >= 0) {
      checkIndex(index, at);
    } else if (patterns.isEmpty()) {
      problems.report(
          at,
          "REF001",
          "no signature names a parameter " + Quoted.of(reference),
          "write method: name(Type " + reference + "), or its index from 0");
    } else {
      checkName(reference, at);
    }
  }

  private void checkIndex(int index, Place at) {
    for (MethodPattern pattern : patterns) {
      List<Parameter> parameters = pattern.parameters();
      if (parameters != null && !pattern.open() && index >= parameters.size()) {
        String message = "there is no parameter " + index + " in " + Quoted.of(pattern.toString());
        problems.report(at, "REF001", message, "indexes begin with 0");
        return;
      }
    }
  }

  private void checkName(String name, Place at) {
    for (MethodPattern pattern : patterns) {
      if (named(pattern, name) == null) {
        Set<String> names = names(pattern);
        String hint =
            names.isEmpty()
                ? "give the parameters names: name(Type " + name + ")"
                : Spelling.hint(name, names);
        String message = "no parameter " + Quoted.of(name) + " in " + Quoted.of(pattern.toString());
        problems.report(at, "REF001", message, hint);
        return;
      }
    }
  }

  /** What may arrive for a parameter, as far as all patterns agree. */
  ValueKind kind(String reference) {
    ValueKind agreed = null;
    for (MethodPattern pattern : patterns) {
      Parameter parameter = named(pattern, reference);
      ValueKind kind = parameter == null ? ValueKind.ANYTHING : ValueKind.of(parameter.type());
      if (agreed != null && agreed != kind) {
        return ValueKind.ANYTHING;
      }
      agreed = kind;
    }
    return agreed == null ? ValueKind.ANYTHING : agreed;
  }

  private static @Nullable Parameter named(MethodPattern pattern, String reference) {
    List<Parameter> parameters = pattern.parameters();
    if (parameters == null) {
      return null;
    }
    int index = ParameterReference.asIndex(reference);
    if (index >= 0) {
      return index < parameters.size() ? parameters.get(index) : null;
    }
    for (Parameter parameter : parameters) {
      if (reference.equals(parameter.name())) {
        return parameter;
      }
    }
    return null;
  }

  private static Set<String> names(MethodPattern pattern) {
    Set<String> names = new LinkedHashSet<>();
    List<Parameter> parameters = pattern.parameters();
    if (parameters != null) {
      for (Parameter parameter : parameters) {
        if (parameter.name() != null) {
          names.add(parameter.name());
        }
      }
    }
    return names;
  }
}
