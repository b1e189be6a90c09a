package dev.callgate.policy.read;

import dev.callgate.policy.Rejection;
import dev.callgate.policy.SyntaxProblem;
import dev.callgate.policy.TypeName;
import dev.callgate.policy.yaml.ProblemSink;
import dev.callgate.policy.yaml.Quoted;
import dev.callgate.policy.yaml.YamlKeys;
import dev.callgate.policy.yaml.YamlLiteral;
import dev.callgate.policy.yaml.YamlMapping;
import dev.callgate.policy.yaml.YamlNode;
import dev.callgate.policy.yaml.YamlScalar;
import dev.callgate.policy.yaml.YamlSection;
import org.jspecify.annotations.Nullable;

/** Reads a rule's {@code on_reject}. */
final class RejectionReader {
  static final YamlKeys KEYS =
      YamlKeys.of("on_reject", "throw", "message", "return", "return_message");

  private final KnownParameters parameters;
  private final ProblemSink problems;

  RejectionReader(KnownParameters parameters, ProblemSink problems) {
    this.parameters = parameters;
    this.problems = problems;
  }

  /** What was written; the default when it could not be read, which was then reported. */
  Rejection read(YamlSection rule) {
    YamlNode node = rule.node("on_reject");
    Rejection rejection = null;
    if (node instanceof YamlMapping mapping) {
      rejection = read(mapping);
    } else if (node instanceof YamlScalar scalar && !scalar.text().equals("throw")) {
      String message = "unknown way to refuse: " + Quoted.of(scalar.text());
      problems.report(
          node.at(),
          "SCH004",
          message,
          "write throw, {throw: Type}, {return: value} or {return_message: text}");
    } else if (node != null && !(node instanceof YamlScalar)) {
      rule.wrongKind(
          node, "on_reject", "'throw' or one of throw, return, return_message with its value");
    }
    return rejection == null ? new Rejection.Throw() : rejection;
  }

  private @Nullable Rejection read(YamlMapping mapping) {
    YamlSection section = YamlSection.of(mapping, KEYS, problems);
    int ways =
        (section.has("throw") ? 1 : 0)
            + (section.has("return") ? 1 : 0)
            + (section.has("return_message") ? 1 : 0);
    if (ways != 1) {
      problems.report(
          section.at(),
          "MEAN002",
          "on_reject needs one of throw, return, return_message",
          "keep one");
      return null;
    }
    if (section.has("message") && !section.has("throw")) {
      problems.report(
          section.at("message"),
          "MEAN007",
          "'message' belongs to 'throw'",
          "use return_message alone");
    }
    if (section.has("return")) {
      return returned(section);
    }
    return section.has("return_message") ? returnedMessage(section) : thrown(section);
  }

  private @Nullable Rejection returned(YamlSection section) {
    YamlNode node = section.node("return");
    if (node instanceof YamlScalar scalar) {
      Object value = YamlLiteral.of(scalar, problems);
      return value == null ? null : new Rejection.ReturnValue(value);
    }
    if (node != null) {
      section.wrongKind(node, "return", "one text, number, true or false");
    }
    return null;
  }

  private @Nullable Rejection returnedMessage(YamlSection section) {
    String text = template(section, "return_message");
    return text == null ? null : new Rejection.ReturnMessage(text);
  }

  private @Nullable Rejection thrown(YamlSection section) {
    YamlScalar type = section.scalar("throw");
    String message = template(section, "message");
    if (type == null) {
      return null;
    }
    try {
      return new Rejection.ThrowType(TypeName.binary(type.text(), 0), message);
    } catch (SyntaxProblem e) {
      problems.report(type.at(e.offset()), e.code(), e.message(), e.hint());
      return null;
    }
  }

  private @Nullable String template(YamlSection section, String key) {
    YamlScalar scalar = section.scalar(key);
    if (scalar == null) {
      return null;
    }
    Wording.check(scalar, parameters, problems);
    return scalar.text();
  }
}
