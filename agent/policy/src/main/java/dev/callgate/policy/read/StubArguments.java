package dev.callgate.policy.read;

import dev.callgate.policy.MethodPattern;
import dev.callgate.policy.Parameter;
import dev.callgate.policy.StubCall;
import dev.callgate.policy.condition.Glob;
import dev.callgate.policy.condition.ParameterReference;
import dev.callgate.policy.condition.ValueKind;
import dev.callgate.policy.view.HttpStub;
import dev.callgate.policy.yaml.Place;
import dev.callgate.policy.yaml.ProblemSink;
import dev.callgate.policy.yaml.Quoted;
import dev.callgate.policy.yaml.Spelling;
import dev.callgate.policy.yaml.YamlEntry;
import dev.callgate.policy.yaml.YamlLiteral;
import dev.callgate.policy.yaml.YamlMapping;
import dev.callgate.policy.yaml.YamlNode;
import dev.callgate.policy.yaml.YamlScalar;
import dev.callgate.policy.yaml.YamlSequence;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The arguments of a test's call, put into the places that the rules' signatures give them. */
final class StubArguments {
  private final List<MethodPattern> patterns;
  private final List<StubArgument> arguments;
  private final ProblemSink problems;

  /**
   * @param patterns those of the rules about the method; others of its name say what an argument
   *     may be called as well
   */
  StubArguments(List<MethodPattern> patterns, List<StubArgument> arguments, ProblemSink problems) {
    this.patterns = patterns;
    this.arguments = arguments;
    this.problems = problems;
  }

  static String descriptor(List<Parameter> parameters) {
    StringBuilder descriptor = new StringBuilder("(");
    for (Parameter parameter : parameters) {
      descriptor.append(parameter.descriptor());
    }
    return descriptor.append(")V").toString();
  }

  /**
   * The parameters of the called method.
   *
   * @param written what the call itself says; null when nothing
   * @param at where the call stands
   * @return null when it cannot be said, which was then reported
   */
  @Nullable List<Parameter> signature(@Nullable List<Parameter> written, Place at) {
    if (written != null) {
      return written;
    }
    List<Parameter> chosen = null;
    boolean chosenOpen = true;
    boolean anySignature = false;
    for (MethodPattern pattern : patterns) {
      List<Parameter> parameters = pattern.parameters();
      if (parameters == null) {
        continue;
      }
      anySignature = true;
      if (!takesAll(pattern, parameters)) {
        continue;
      }
      if (chosen == null || agree(chosen, chosenOpen, parameters, pattern.open())) {
        boolean better =
            chosen == null
                || (chosenOpen && (!pattern.open() || parameters.size() > chosen.size()));
        chosen = better ? parameters : chosen;
        chosenOpen &= pattern.open();
      } else {
        problems.report(
            at,
            "TST003",
            "several methods of this name fit: " + shown(chosen) + " and " + shown(parameters),
            "write the signature: Class.method(Type name)");
        return null;
      }
    }
    if (chosen == null && anySignature && !arguments.isEmpty()) {
      reportUnknown();
      return null;
    }
    return withFurther(chosen == null ? List.of() : chosen);
  }

  /** Whether both may be the same method. */
  private static boolean agree(List<Parameter> a, boolean aOpen, List<Parameter> b, boolean bOpen) {
    boolean sizes = (aOpen || b.size() <= a.size()) && (bOpen || a.size() <= b.size());
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      sizes &= a.get(i).type().equals(b.get(i).type());
    }
    return sizes;
  }

  private boolean takesAll(MethodPattern pattern, List<Parameter> parameters) {
    for (StubArgument argument : arguments) {
      int index = ParameterReference.asIndex(argument.root());
      boolean takes =
          index >= 0
              ? pattern.open() || index < parameters.size()
              : names(pattern).contains(argument.root());
      if (!takes) {
        return false;
      }
    }
    return true;
  }

  /** Arguments may go by index where no signature names them. */
  private List<Parameter> withFurther(List<Parameter> chosen) {
    List<Parameter> all = new ArrayList<>(chosen);
    for (StubArgument argument : arguments) {
      int index = ParameterReference.asIndex(argument.root());
      while (all.size() <= index) {
        all.add(new Parameter("java.lang.Object", null));
      }
    }
    return all;
  }

  private void reportUnknown() {
    Set<String> known = names();
    for (StubArgument argument : arguments) {
      if (!known.contains(argument.root())) {
        reportUnknown(argument, known);
        return;
      }
    }
    problems.report(
        arguments.get(0).at(),
        "REF001",
        "no signature takes all of these arguments together",
        "write the signature: Class.method(Type name)");
  }

  private void reportUnknown(StubArgument argument, Set<String> known) {
    String name = argument.root();
    problems.report(
        argument.at(),
        "REF001",
        "no rule about this method has a parameter " + Quoted.of(name),
        known.isEmpty() ? "write its index from 0" : Spelling.hint(name, known));
  }

  private Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    for (MethodPattern pattern : patterns) {
      names.addAll(names(pattern));
    }
    return names;
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

  /** One value for each parameter; null for those the test says nothing about. */
  List<@Nullable Object> values(List<Parameter> parameters) {
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      values.add(null);
    }
    for (StubArgument argument : arguments) {
      int index = index(argument.root(), parameters);
      if (index < 0 || index >= values.size()) {
        reportUnknown(argument, names());
      } else if (argument.path().isWhole()) {
        values.set(index, value(argument.value(), parameters.get(index)));
      }
    }
    return values;
  }

  /** What the test says about parts of arguments. */
  Map<StubCall.Part, @Nullable Object> parts(List<Parameter> parameters) {
    Map<StubCall.Part, @Nullable Object> parts = new LinkedHashMap<>();
    for (StubArgument argument : arguments) {
      if (!argument.path().isWhole()) {
        int index = index(argument.root(), parameters);
        parts.put(new StubCall.Part(index, argument.path()), anything(argument.value(), problems));
      }
    }
    return parts;
  }

  private int index(String reference, List<Parameter> parameters) {
    int index = ParameterReference.asIndex(reference);
    if (index >= 0) {
      return index;
    }
    index = indexOf(reference, parameters);
    String descriptor = descriptor(parameters);
    for (MethodPattern pattern : patterns) {
      List<Parameter> others = pattern.parameters();
      boolean same =
          others != null
              && new MethodPattern(Glob.of("*"), others, pattern.open()).matches("m", descriptor);
      if (index < 0 && others != null && same) {
        index = indexOf(reference, others);
      }
    }
    return index;
  }

  private static int indexOf(String name, List<Parameter> parameters) {
    for (int i = 0; i < parameters.size(); i++) {
      if (name.equals(parameters.get(i).name())) {
        return i;
      }
    }
    return -1;
  }

  /** A text, a number, true, false, nothing, or a list of them. */
  static @Nullable Object anything(YamlNode node, ProblemSink problems) {
    if (node instanceof YamlScalar scalar) {
      return scalar.isNull() ? null : YamlLiteral.of(scalar, problems);
    }
    if (node instanceof YamlSequence sequence) {
      List<@Nullable Object> items = new ArrayList<>();
      for (YamlNode item : sequence.items()) {
        items.add(anything(item, problems));
      }
      return items;
    }
    if (node instanceof YamlMapping mapping) {
      return http(mapping, problems);
    }
    return null;
  }

  /** {@code {http: "DELETE https://evil.example/v1"}} */
  static @Nullable HttpStub http(YamlMapping mapping, ProblemSink problems) {
    YamlEntry entry = mapping.entries().size() == 1 ? mapping.entry("http") : null;
    if (entry == null) {
      String message = "an argument is a text, a number, true, false or a list of them";
      problems.report(
          mapping.at(), "SCH002", message, "a request is written {http: \"GET https://host/\"}");
      return null;
    }
    HttpStub stub = entry.value() instanceof YamlScalar scalar ? HttpStub.of(scalar.text()) : null;
    if (stub == null) {
      String message = "'http' takes a method, a space and an address";
      problems.report(entry.value().at(), "SCH005", message, "write \"GET https://host/path\"");
    }
    return stub;
  }

  private @Nullable Object value(YamlNode node, Parameter parameter) {
    Object value = anything(node, problems);
    if (value != null && !fits(value, ValueKind.of(parameter.type()))) {
      report(
          node,
          "TST004",
          "no such value can arrive as " + Quoted.of(parameter.toString()),
          "texts go in quotes, numbers do not");
    }
    return value;
  }

  private void report(YamlNode node, String code, String message, String hint) {
    problems.report(node.at(), code, message, hint);
  }

  private static boolean fits(Object value, ValueKind kind) {
    return switch (kind) {
      case NUMBER -> value instanceof BigDecimal;
      case TEXT -> value instanceof String;
      case FLAG -> value instanceof Boolean;
      case MANY -> value instanceof List;
      case PATH, ADDRESS -> value instanceof String;
      case ANYTHING -> true;
    };
  }

  private static String shown(List<Parameter> parameters) {
    return Quoted.of(new MethodPattern(Glob.of(""), parameters, false).toString());
  }
}
