package dev.callgate.policy.read;

import dev.callgate.policy.SyntaxProblem;
import dev.callgate.policy.TypeName;
import dev.callgate.policy.condition.Glob;
import dev.callgate.policy.condition.TimeWindow;
import dev.callgate.policy.condition.View;
import dev.callgate.policy.condition.When;
import dev.callgate.policy.view.JsonView;
import dev.callgate.policy.yaml.Place;
import dev.callgate.policy.yaml.ProblemSink;
import dev.callgate.policy.yaml.Written;
import dev.callgate.policy.yaml.YamlBroken;
import dev.callgate.policy.yaml.YamlEntry;
import dev.callgate.policy.yaml.YamlKeys;
import dev.callgate.policy.yaml.YamlMapping;
import dev.callgate.policy.yaml.YamlNode;
import dev.callgate.policy.yaml.YamlScalar;
import dev.callgate.policy.yaml.YamlSection;
import dev.callgate.policy.yaml.YamlSequence;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads condition trees. What could not be read was reported and stands as {@link When.Always},
 * which holds every call.
 */
final class WhenReader {
  private static final List<String> TREES = List.of("all", "any", "none", "not", "use");

  /** Conditions without an operator. */
  private static final List<String> WHOLE = List.of("called_from", "time");

  private static final List<String> SHAPES =
      concatenated(concatenated(TREES, SubjectReader.SUBJECTS), WHOLE);

  private static final List<String> VIEW =
      List.of("as", "at", "some", "every", "dialect", "minor_units");

  static final YamlKeys KEYS =
      new YamlKeys(
          "condition",
          concatenated(concatenated(SHAPES, VIEW), OperatorReader.OPERATORS),
          List.of("expr"));

  static final YamlKeys QUANTIFIED = new YamlKeys("condition", OperatorReader.OPERATORS, List.of());

  private final NamedConditions named;
  private final OperatorReader operators;
  private final ViewReader views;
  private final SubjectReader subjects;
  private final WindowReader windows;
  private final ProblemSink problems;

  WhenReader(OperandReader operands, ProblemSink problems) {
    this.operators = new OperatorReader(operands, problems);
    this.views = new ViewReader(operands, problems);
    this.subjects = new SubjectReader(problems);
    this.windows = new WindowReader(problems);
    this.problems = problems;
    this.named = new NamedConditions(this, problems);
  }

  /** Takes the policy's {@code conditions} and reads all of them, used or not. */
  void declare(YamlMapping conditions) {
    named.declare(conditions);
  }

  When read(YamlNode node) {
    if (node instanceof YamlMapping mapping) {
      return read(mapping);
    }
    if (!(node instanceof YamlBroken)) {
      String hint = "write {arg: name, gt: 100}, or all, any, none with a list of such";
      problems.report(node.at(), "SCH002", "a condition is made of keys", hint);
    }
    return new When.Always();
  }

  private When read(YamlMapping mapping) {
    YamlSection section = YamlSection.of(mapping, KEYS, problems);
    List<String> shapes = new ArrayList<>();
    boolean known = true;
    boolean operator = false;
    for (YamlEntry entry : mapping.entries()) {
      String key = entry.key().text();
      known &= KEYS.known().contains(key);
      operator |= OperatorReader.OPERATORS.contains(key) || VIEW.contains(key);
      if (SHAPES.contains(key)) {
        shapes.add(key);
      }
    }
    if (!known) {
      return new When.Always();
    }
    if (shapes.size() != 1) {
      reportShapes(mapping.at(), shapes);
      return new When.Always();
    }
    String shape = shapes.get(0);
    boolean leaf = SubjectReader.SUBJECTS.contains(shape);
    if (operator && !leaf) {
      problems.report(
          mapping.at(),
          "MEAN002",
          "'" + shape + "' beside an operator",
          "put both into a list under all");
    }
    YamlNode value = section.node(shape);
    return value == null ? new When.Always() : read(shape, value, section, mapping);
  }

  private When read(String shape, YamlNode value, YamlSection section, YamlMapping mapping) {
    return switch (shape) {
      case "all" -> new When.All(parts(shape, value), section.at("all"));
      case "any" -> new When.Any(parts(shape, value), section.at("any"));
      case "none" -> none(parts(shape, value), section.at("none"));
      case "not" -> new When.Not(read(value), section.at("not"));
      case "use" -> use(section.scalar("use"));
      case "called_from" -> calledFrom(section);
      case "time" -> time(section);
      default -> leaf(subject(shape, section, mapping), section, mapping);
    };
  }

  private static When none(List<When> parts, Place at) {
    return new When.Not(new When.Any(parts, at), at);
  }

  private When calledFrom(YamlSection section) {
    List<Glob> classes = new ArrayList<>();
    for (YamlScalar scalar : section.scalars("called_from")) {
      try {
        classes.add(TypeName.glob(scalar.text()));
      } catch (SyntaxProblem e) {
        problems.report(scalar.at(e.offset()), e.code(), e.message(), e.hint());
      }
    }
    return classes.isEmpty()
        ? new When.Always()
        : new When.From(classes, written(section, "called_from"), section.at("called_from"));
  }

  private When time(YamlSection section) {
    YamlSection written = section.section("time", WindowReader.KEYS);
    TimeWindow window = written == null ? null : windows.read(written);
    return window == null
        ? new When.Always()
        : new When.During(window, written(section, "time"), section.at("time"));
  }

  private static String written(YamlSection section, String key) {
    YamlNode node = section.node(key);
    return node == null ? "" : Written.of(node);
  }

  private void reportShapes(Place at, List<String> shapes) {
    if (shapes.isEmpty()) {
      problems.report(
          at, "MEAN002", "a condition about nothing", "say which value: {arg: name, gt: 100}");
    } else {
      String message = "a condition with several subjects: " + String.join(", ", shapes);
      problems.report(at, "MEAN002", message, "make each an item of a list under all or any");
    }
  }

  private List<When> parts(String shape, YamlNode value) {
    List<When> parts = new ArrayList<>();
    if (value instanceof YamlSequence sequence) {
      if (sequence.items().isEmpty()) {
        problems.report(
            value.at(), "SCH008", "'" + shape + "' is an empty list", "name a condition");
      }
      for (YamlNode item : sequence.items()) {
        parts.add(read(item));
      }
    } else if (!(value instanceof YamlBroken)) {
      problems.report(
          value.at(),
          "SCH002",
          "'" + shape + "' takes a list of conditions",
          "begin each with a dash");
    }
    return parts;
  }

  private When use(@Nullable YamlScalar name) {
    return name == null ? new When.Always() : named.use(name);
  }

  private When leaf(When.@Nullable Subject subject, YamlSection section, YamlMapping mapping) {
    View view = views.read(section);
    boolean viewed = view != null || !section.has("as");
    List<When.Operation> operations = operations(view, section, mapping);
    if (!hasOperator(mapping) && subject != null) {
      String hint = "say what about it: eq, in, gt, starts_with, exists ...";
      problems.report(mapping.at(), "MEAN003", "a condition without an operator", hint);
    }
    return subject == null || operations.isEmpty() || !viewed
        ? new When.Always()
        : new When.Leaf(subject, view, views.fit(view, operations));
  }

  private static boolean hasOperator(YamlMapping mapping) {
    for (YamlEntry entry : mapping.entries()) {
      String key = entry.key().text();
      if (OperatorReader.OPERATORS.contains(key) || key.equals("some") || key.equals("every")) {
        return true;
      }
    }
    return false;
  }

  /** Those beside the subject, or those under the quantifier of a pointer to several values. */
  private List<When.Operation> operations(
      @Nullable View view, YamlSection section, YamlMapping mapping) {
    if (!(view instanceof JsonView json) || json.quantifier() == JsonView.Quantifier.ONE) {
      return operators.read(mapping);
    }
    String key = section.has("some") ? "some" : "every";
    for (YamlEntry entry : mapping.entries()) {
      if (OperatorReader.OPERATORS.contains(entry.key().text())) {
        problems.report(
            entry.key().at(), "MEAN010", "an operator beside '" + key + "'", "move it into that");
      }
    }
    YamlMapping quantified = section.mapping(key);
    if (quantified == null) {
      return List.of();
    }
    YamlSection.of(quantified, QUANTIFIED, problems);
    if (quantified.entries().isEmpty()) {
      problems.report(
          quantified.at(), "MEAN003", "'" + key + "' without an operator", "write {gt: 5}");
    }
    return operators.read(quantified);
  }

  private When.@Nullable Subject subject(String key, YamlSection section, YamlMapping mapping) {
    YamlScalar value = section.scalar(key);
    When.Subject subject = value == null ? null : subjects.read(key, value);
    if (subject instanceof When.Subject.Receiver receiver && receiver.path().isWhole()) {
      checkReceiver(mapping);
    }
    return subject;
  }

  /**
   * The whole receiver is {@code self: this}; of which without a view only the class can be seen
   * without running its code.
   */
  private void checkReceiver(YamlMapping mapping) {
    for (YamlEntry entry : mapping.entry("as") == null ? mapping.entries() : List.<YamlEntry>of()) {
      String key = entry.key().text();
      if (!key.equals("self") && !key.equals("type") && !key.equals("exists")) {
        String message = "'" + key + "' cannot look into the receiver";
        problems.report(
            entry.key().at(),
            "TYP004",
            message,
            "of 'self: this' only type and exists can be asked, unless as: path or another view looks into it; or name a part: self: name()");
      }
    }
  }

  private static List<String> concatenated(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
