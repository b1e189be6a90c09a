package dev.callgate.policy.read;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.callgate.policy.SyntaxProblem;
import dev.callgate.policy.TypeName;
import dev.callgate.policy.condition.Bounds;
import dev.callgate.policy.condition.DecimalConstant;
import dev.callgate.policy.condition.ExistsOperator;
import dev.callgate.policy.condition.FlagOperator;
import dev.callgate.policy.condition.Glob;
import dev.callgate.policy.condition.GlobOperator;
import dev.callgate.policy.condition.HasOperator;
import dev.callgate.policy.condition.NumberAmong;
import dev.callgate.policy.condition.NumberOperator;
import dev.callgate.policy.condition.NumberRange;
import dev.callgate.policy.condition.Operator;
import dev.callgate.policy.condition.OppositeOperator;
import dev.callgate.policy.condition.RegexOperator;
import dev.callgate.policy.condition.SizeOperator;
import dev.callgate.policy.condition.TextOperator;
import dev.callgate.policy.condition.TypeOperator;
import dev.callgate.policy.condition.When;
import dev.callgate.policy.yaml.ProblemSink;
import dev.callgate.policy.yaml.Quoted;
import dev.callgate.policy.yaml.Written;
import dev.callgate.policy.yaml.YamlEntry;
import dev.callgate.policy.yaml.YamlKeys;
import dev.callgate.policy.yaml.YamlMapping;
import dev.callgate.policy.yaml.YamlNode;
import dev.callgate.policy.yaml.YamlScalar;
import dev.callgate.policy.yaml.YamlSection;
import dev.callgate.policy.yaml.YamlSequence;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the operators of one leaf. */
final class OperatorReader {
  static final List<String> OPERATORS =
      List.of(
          "eq",
          "ne",
          "in",
          "not_in",
          "gt",
          "gte",
          "lt",
          "lte",
          "between",
          "starts_with",
          "ends_with",
          "contains",
          "eq_ignore_case",
          "glob",
          "has_any",
          "has_all",
          "has_none",
          "regex",
          "size",
          "exists",
          "type");

  private static final YamlKeys SIZE =
      YamlKeys.of("size", "eq", "ne", "gt", "gte", "lt", "lte", "between");

  private final OperandReader operands;
  private final ProblemSink problems;

  OperatorReader(OperandReader operands, ProblemSink problems) {
    this.operands = operands;
    this.problems = problems;
  }

  /**
   * Those of the mapping's keys that are operators; whatever could not be read was reported and is
   * left out.
   */
  List<When.Operation> read(YamlMapping leaf) {
    List<When.Operation> operations = new ArrayList<>();
    Bounds bounds = new Bounds();
    Choices choices = new Choices();
    for (YamlEntry entry : leaf.entries()) {
      String operator = entry.key().text();
      if (OPERATORS.contains(operator)) {
        Operator read = operator(operator, entry.value(), bounds);
        if (read != null) {
          operations.add(
              new When.Operation(operator, Written.of(entry.value()), entry.key().at(), read));
          choices.note(operator, operands.known(entry.value()));
        }
      }
    }
    if (bounds.areEmpty()) {
      problems.report(
          leaf.at(),
          "MEAN004",
          "no number satisfies all of this condition",
          "swap or remove a bound");
    } else if (choices.areEmpty(bounds)) {
      problems.report(
          leaf.at(),
          "MEAN004",
          "no value satisfies all of this condition",
          "what one operator asks for, another excludes");
    }
    return operations;
  }

  private @Nullable Operator operator(String operator, YamlNode node, Bounds bounds) {
    return switch (operator) {
      case "eq" -> equal(node, operator, bounds);
      case "ne" -> opposite(equal(node, operator, null));
      case "in" -> among(node, operator);
      case "not_in" -> opposite(among(node, operator));
      case "gt", "gte", "lt", "lte" -> compare(operator, node, bounds);
      case "between" -> between(node, bounds);
      case "starts_with" -> text(TextOperator.Comparison.STARTS_WITH, node, operator);
      case "ends_with" -> text(TextOperator.Comparison.ENDS_WITH, node, operator);
      case "contains" -> text(TextOperator.Comparison.CONTAINS, node, operator);
      case "eq_ignore_case" -> text(TextOperator.Comparison.EQUALS_IGNORING_CASE, node, operator);
      case "glob" -> glob(node);
      case "has_any" -> has(HasOperator.Quantity.ANY, node, operator);
      case "has_all" -> has(HasOperator.Quantity.ALL, node, operator);
      case "has_none" -> has(HasOperator.Quantity.NONE, node, operator);
      case "regex" -> regex(node);
      case "size" -> size(node);
      case "exists" -> exists(node);
      case "type" -> type(node);
      default -> throw new IllegalArgumentException("callgate: not an operator: " + operator);
    };
  }

  private static @Nullable Operator opposite(@Nullable Operator test) {
    return test == null ? null : new OppositeOperator(test);
  }

  private @Nullable Operator equal(YamlNode node, String operator, @Nullable Bounds bounds) {
    Object value =
        operands.literal(node, operator, operator.equals("eq") ? "use in" : "use not_in");
    if (value instanceof BigDecimal number && bounds != null) {
      bounds.atLeast(number, false);
      bounds.atMost(number, false);
    }
    return value == null ? null : anyOf(List.of(value));
  }

  private @Nullable Operator among(YamlNode node, String operator) {
    boolean single = node instanceof YamlScalar scalar && !OperandReader.isReference(scalar);
    if (single) {
      operands.report(node, "TYP005", "'" + operator + "' takes a list", "write [a, b] or $name");
      return null;
    }
    List<Object> values = operands.literals(node, "'" + operator + "'");
    if (values.isEmpty()) {
      return null;
    }
    if (values.get(0) instanceof Boolean) {
      operands.report(
          node, "TYP001", "'" + operator + "' takes texts or numbers", "use eq: true or eq: false");
      return null;
    }
    return anyOf(values);
  }

  /** All values are of one kind. */
  private @Nullable Operator anyOf(List<Object> values) {
    List<String> texts = new ArrayList<>();
    List<DecimalConstant> numbers = new ArrayList<>();
    for (Object value : values) {
      if (value instanceof Boolean flag) {
        return new FlagOperator(flag);
      }
      if (value instanceof BigDecimal number) {
        numbers.add(new DecimalConstant(number));
      } else {
        texts.add((String) value);
      }
    }
    return texts.isEmpty()
        ? new NumberAmong(numbers)
        : new TextOperator(TextOperator.Comparison.EQUALS, texts);
  }

  private @Nullable Operator compare(String operator, YamlNode node, Bounds bounds) {
    BigDecimal number = operands.number(node, operator);
    if (number == null) {
      return null;
    }
    DecimalConstant constant = new DecimalConstant(number);
    boolean excluded = operator.length() == 2;
    if (operator.startsWith("g")) {
      bounds.atLeast(number, excluded);
      return new NumberOperator(
          excluded ? NumberOperator.Comparison.GREATER : NumberOperator.Comparison.AT_LEAST,
          constant);
    }
    bounds.atMost(number, excluded);
    return new NumberOperator(
        excluded ? NumberOperator.Comparison.LESS : NumberOperator.Comparison.AT_MOST, constant);
  }

  private @Nullable Operator between(YamlNode node, Bounds bounds) {
    if (!(node instanceof YamlSequence sequence) || sequence.items().size() != 2) {
      operands.report(node, "TYP005", "'between' takes two numbers", "write [least, most]");
      return null;
    }
    BigDecimal least = operands.number(sequence.items().get(0), "between");
    BigDecimal most = operands.number(sequence.items().get(1), "between");
    if (least == null || most == null) {
      return null;
    }
    if (least.compareTo(most) > 0) {
      operands.report(
          node,
          "TYP006",
          "'between' is reversed: " + least + " is more than " + most,
          "write [least, most]");
      return null;
    }
    bounds.atLeast(least, false);
    bounds.atMost(most, false);
    return new NumberRange(
        new NumberOperator(NumberOperator.Comparison.AT_LEAST, new DecimalConstant(least)),
        new NumberOperator(NumberOperator.Comparison.AT_MOST, new DecimalConstant(most)));
  }

  private @Nullable Operator text(
      TextOperator.Comparison comparison, YamlNode node, String operator) {
    List<String> texts = operands.texts(node, operator);
    for (String text : texts) {
      if (text.isEmpty() && comparison != TextOperator.Comparison.EQUALS_IGNORING_CASE) {
        operands.report(
            node, "MEAN004", "every text satisfies '" + operator + "' with nothing", "name a text");
        return null;
      }
    }
    return texts.isEmpty() ? null : new TextOperator(comparison, texts);
  }

  private @Nullable Operator has(HasOperator.Quantity quantity, YamlNode node, String operator) {
    List<String> texts = operands.texts(node, operator);
    return texts.isEmpty() ? null : new HasOperator(quantity, texts);
  }

  private @Nullable Operator glob(YamlNode node) {
    List<Glob> globs = new ArrayList<>();
    for (String text : operands.texts(node, "glob")) {
      if (text.indexOf('?') >= 0 || text.indexOf('[') >= 0 || text.indexOf('{') >= 0) {
        String hint =
            "globs know * up to a dot and ** over dots; use starts_with, ends_with or contains";
        problems.report(
            operands.placeOf(text, node.at()),
            "MEAN008",
            "? [ and { stand for themselves in " + Quoted.of(text),
            hint);
        return null;
      }
      globs.add(Glob.of(text));
    }
    return globs.isEmpty() ? null : new GlobOperator(globs);
  }

  /**
   * With anchors, so that nobody takes it for a search, and with its alternatives in a group, since
   * {@code ^a|b$} is {@code ^a} or {@code b$} to whoever knows.
   */
  private @Nullable Operator regex(YamlNode node) {
    List<Pattern> patterns = new ArrayList<>();
    for (String text : operands.texts(node, "regex")) {
      RegexText read = RegexText.of(text);
      if (read.flaw() != null) {
        problems.report(operands.placeOf(text, node.at()), read.code(), read.flaw(), read.hint());
        return null;
      }
      try {
        patterns.add(RegexOperator.pattern(text));
      } catch (PatternSyntaxException e) {
        problems.report(
            operands.placeOf(text, node.at()),
            "TYP007",
            "not a regular expression: " + e.getDescription(),
            "look-around and back-references are none that take linear time");
        return null;
      }
    }
    return patterns.isEmpty() ? null : new RegexOperator(patterns);
  }

  private @Nullable Operator size(YamlNode node) {
    if (node instanceof YamlMapping mapping) {
      YamlSection.of(mapping, SIZE, problems);
      List<Operator> comparisons = new ArrayList<>();
      Bounds bounds = new Bounds();
      for (YamlEntry entry : mapping.entries()) {
        if (SIZE.known().contains(entry.key().text()) && isNumeric(entry)) {
          Operator read = operator(entry.key().text(), entry.value(), bounds);
          if (read != null) {
            comparisons.add(read);
          }
        }
      }
      if (bounds.areEmpty()) {
        operands.report(
            node, "MEAN004", "no size satisfies all of this condition", "swap or remove a bound");
      }
      if (mapping.entries().isEmpty()) {
        operands.report(node, "MEAN003", "'size' without a comparison", "write size: {gt: 10}");
      }
      return comparisons.isEmpty() ? null : new SizeOperator(comparisons);
    }
    BigDecimal number = operands.number(node, "size");
    return number == null
        ? null
        : new SizeOperator(List.of(new NumberAmong(List.of(new DecimalConstant(number)))));
  }

  /**
   * Without this, {@code size: {eq: ten}} would compare a number with a text and never be decided.
   */
  private boolean isNumeric(YamlEntry entry) {
    return entry.value() instanceof YamlSequence
        || operands.number(entry.value(), entry.key().text()) != null;
  }

  private @Nullable Operator exists(YamlNode node) {
    Object value = operands.literal(node, "exists", "write true or false");
    if (value == null || value instanceof Boolean) {
      return value == null ? null : new ExistsOperator((Boolean) value);
    }
    operands.report(
        node, "TYP001", "'exists' takes true or false", "write one of them, without quotes");
    return null;
  }

  private @Nullable Operator type(YamlNode node) {
    List<Glob> names = new ArrayList<>();
    for (String name : operands.texts(node, "type")) {
      try {
        names.add(TypeName.glob(name));
      } catch (SyntaxProblem e) {
        operands.report(node, e.code(), e.message(), e.hint());
      }
    }
    return names.isEmpty() ? null : new TypeOperator(names);
  }
}
