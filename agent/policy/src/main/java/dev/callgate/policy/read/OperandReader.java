package dev.callgate.policy.read;

import dev.callgate.policy.yaml.Place;
import dev.callgate.policy.yaml.ProblemSink;
import dev.callgate.policy.yaml.Quoted;
import dev.callgate.policy.yaml.Spelling;
import dev.callgate.policy.yaml.YamlBroken;
import dev.callgate.policy.yaml.YamlEntry;
import dev.callgate.policy.yaml.YamlLiteral;
import dev.callgate.policy.yaml.YamlMapping;
import dev.callgate.policy.yaml.YamlNode;
import dev.callgate.policy.yaml.YamlScalar;
import dev.callgate.policy.yaml.YamlSequence;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what an operator compares with: literals and references to lists, {@code $name}. A text
 * that begins with a dollar sign itself is written with two.
 */
final class OperandReader {
  private static final ProblemSink SILENT =
      new ProblemSink() {
        @Override
        public void report(Place at, String code, String message, String hint) {
          // was reported when it was read
        }

        @Override
        public void warn(Place at, String code, String message, String hint) {
          // the same
        }
      };

  private final Map<String, List<Object>> lists = new LinkedHashMap<>();

  /** Where values stand that another file adds to a list of this one. */
  private final Map<Object, Place> fed = new HashMap<>();

  private final ProblemSink problems;

  OperandReader(ProblemSink problems) {
    this.problems = problems;
  }

  /** Reads the policy's {@code lists}. */
  void declare(YamlMapping declared) {
    for (YamlEntry entry : declared.entries()) {
      String name = entry.key().text();
      Identifier.check(entry.key(), "list", problems);
      if (entry.value() instanceof YamlSequence sequence) {
        for (YamlNode item : sequence.items()) {
          if (item instanceof YamlScalar scalar
              && !item.at().file().equals(entry.key().at().file())) {
            Object literal = literal(scalar, SILENT);
            fed.put(literal == null ? scalar.text() : literal, item.at());
          }
        }
        lists.put(name, literals(sequence, "list " + Quoted.of(name)));
      } else {
        report(
            entry.value(), "SCH002", "list " + Quoted.of(name) + " must be a list", "write [a, b]");
        lists.put(name, List.of());
      }
    }
  }

  /** Where to tell what is wrong with a value: where it stands, if that is in another file. */
  Place placeOf(Object value, Place otherwise) {
    return fed.getOrDefault(value, otherwise);
  }

  /** The values that were read without a problem from there; nothing is reported again. */
  List<Object> known(YamlNode node) {
    List<Object> values = new ArrayList<>();
    List<YamlNode> nodes = node instanceof YamlSequence sequence ? sequence.items() : List.of(node);
    for (YamlNode item : nodes) {
      if (item instanceof YamlScalar scalar && isReference(scalar)) {
        values.addAll(lists.getOrDefault(scalar.text().substring(1), List.of()));
      } else if (item instanceof YamlScalar scalar) {
        Object literal = scalar.isNull() ? null : literal(scalar, SILENT);
        if (literal != null) {
          values.add(literal);
        }
      }
    }
    return values;
  }

  /** One literal, no list; null when reported. */
  @Nullable Object literal(YamlNode node, String operator, String instead) {
    if (!(node instanceof YamlScalar scalar)) {
      report(node, "TYP005", "'" + operator + "' takes one value", instead);
      return null;
    }
    if (isReference(scalar)) {
      report(
          node,
          "TYP005",
          "'" + operator + "' takes one value, " + scalar.text() + " is a list",
          instead);
      return null;
    }
    return literal(scalar);
  }

  private @Nullable Object literal(YamlScalar scalar) {
    return literal(scalar, problems);
  }

  private static @Nullable Object literal(YamlScalar scalar, ProblemSink problems) {
    Object literal = YamlLiteral.of(scalar, problems);
    return literal instanceof String text && text.startsWith("$$") ? text.substring(1) : literal;
  }

  /** One or several values of one kind; empty when reported. */
  List<Object> literals(YamlNode node, String where) {
    List<Object> values = new ArrayList<>();
    boolean complete = true;
    if (node instanceof YamlSequence sequence) {
      if (sequence.items().isEmpty()) {
        report(node, "SCH008", where + " is an empty list", "name a value");
      }
      for (YamlNode item : sequence.items()) {
        complete &= add(item, where, values);
      }
    } else {
      complete = add(node, where, values);
    }
    return complete && isOfOneKind(values, node.at(), where) ? values : List.of();
  }

  private boolean add(YamlNode node, String where, List<Object> values) {
    if (!(node instanceof YamlScalar scalar)) {
      report(node, "SCH002", where + " takes plain values", "no lists or keys inside");
      return false;
    }
    if (isReference(scalar)) {
      return addList(scalar, values);
    }
    Object literal = literal(scalar);
    if (literal != null) {
      values.add(literal);
    }
    return literal != null;
  }

  private boolean addList(YamlScalar reference, List<Object> values) {
    String name = reference.text().substring(1);
    List<Object> list = lists.get(name);
    if (list == null) {
      String nearest = Spelling.nearest(name, lists.keySet());
      String hint =
          nearest == null
              ? "declare it under 'lists', or write $$"
                  + name
                  + " for a text that begins with a dollar sign"
              : "did you mean '$" + nearest + "'?";
      report(reference, "REF003", "unknown list " + Quoted.of(reference.text()), hint);
      return false;
    }
    values.addAll(list);
    return !list.isEmpty();
  }

  private boolean isOfOneKind(List<Object> values, Place at, String where) {
    for (Object value : values) {
      if (value.getClass() != values.get(0).getClass()) {
        String hint = "a text never equals a number; quote all of them or none";
        problems.report(placeOf(value, at), "TYP003", where + " mixes texts and numbers", hint);
        return false;
      }
    }
    return true;
  }

  static boolean isReference(YamlScalar scalar) {
    String text = scalar.text();
    return text.length() > 1 && text.charAt(0) == '$' && Character.isLetter(text.charAt(1));
  }

  /** A number without quotes; null when reported. */
  @Nullable BigDecimal number(YamlNode node, String operator) {
    Object literal = literal(node, operator, "write one number");
    if (literal == null || literal instanceof BigDecimal) {
      return (BigDecimal) literal;
    }
    boolean quoted = node instanceof YamlScalar scalar && isQuotedNumber(scalar);
    if (quoted) {
      report(
          node,
          "TYP002",
          "'" + operator + "' takes a number, this is text",
          "leave the quotes out");
    } else {
      report(
          node,
          "TYP001",
          "'" + operator + "' takes a number",
          "texts have no order here; use eq, in or glob");
    }
    return null;
  }

  private static boolean isQuotedNumber(YamlScalar scalar) {
    return !scalar.plain() && YamlLiteral.isNumber(scalar.text());
  }

  /** One or several texts; empty when reported. */
  List<String> texts(YamlNode node, String operator) {
    List<String> texts = new ArrayList<>();
    for (Object value : literals(node, "'" + operator + "'")) {
      if (!(value instanceof String text)) {
        report(node, "TYP001", "'" + operator + "' takes text", "quote it: \"" + value + "\"");
        return List.of();
      }
      texts.add(text);
    }
    return texts;
  }

  void report(YamlNode node, String code, String message, String hint) {
    if (!(node instanceof YamlBroken)) {
      problems.report(node.at(), code, message, hint);
    }
  }
}
