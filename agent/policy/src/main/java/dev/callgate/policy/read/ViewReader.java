package dev.callgate.policy.read;

import dev.callgate.policy.SyntaxProblem;
import dev.callgate.policy.condition.Glob;
import dev.callgate.policy.condition.GlobOperator;
import dev.callgate.policy.condition.HasOperator;
import dev.callgate.policy.condition.JsonPointer;
import dev.callgate.policy.condition.Operator;
import dev.callgate.policy.condition.OppositeOperator;
import dev.callgate.policy.condition.TextOperator;
import dev.callgate.policy.condition.View;
import dev.callgate.policy.condition.When;
import dev.callgate.policy.view.ClassNameView;
import dev.callgate.policy.view.CommandView;
import dev.callgate.policy.view.HttpView;
import dev.callgate.policy.view.JsonView;
import dev.callgate.policy.view.MoneyView;
import dev.callgate.policy.view.PathView;
import dev.callgate.policy.view.SqlView;
import dev.callgate.policy.view.UrlView;
import dev.callgate.policy.view.sql.SqlDialect;
import dev.callgate.policy.yaml.ProblemSink;
import dev.callgate.policy.yaml.Quoted;
import dev.callgate.policy.yaml.Spelling;
import dev.callgate.policy.yaml.YamlScalar;
import dev.callgate.policy.yaml.YamlSection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the {@code as} and {@code at} of a leaf, and fits its operators to them. */
final class ViewReader {
  static final List<String> VIEWS =
      List.of(
          "path",
          "json",
          "url.host",
          "url.scheme",
          "url.path",
          "http.method",
          "http.scheme",
          "http.host",
          "http.path",
          "http.url",
          "class_name",
          "money.amount",
          "money.currency",
          "sql.verbs",
          "sql.missing_where",
          "sql.statements",
          "command.program",
          "command.path",
          "command.args",
          "command.programs");

  private final OperandReader operands;
  private final ProblemSink problems;

  ViewReader(OperandReader operands, ProblemSink problems) {
    this.operands = operands;
    this.problems = problems;
  }

  /** Null when the leaf has no view, or one that was reported. */
  @Nullable View read(YamlSection leaf) {
    YamlScalar as = leaf.scalar("as");
    String name = as == null ? "" : as.text();
    boolean json = name.equals("json");
    if (!json && (as == null || VIEWS.contains(name))) {
      refuseWithoutJson(leaf, "at");
      refuseWithoutJson(leaf, "some");
      refuseWithoutJson(leaf, "every");
    }
    if (leaf.has("dialect") && !name.startsWith("sql.")) {
      problems.report(
          leaf.at("dialect"), "MEAN007", "'dialect' belongs to the sql views", "remove it");
    }
    if (leaf.has("minor_units") && !name.equals("money.amount")) {
      problems.report(
          leaf.at("minor_units"), "MEAN007", "'minor_units' belongs to money.amount", "remove it");
    }
    if (as == null) {
      return null;
    }
    return switch (name) {
      case "path" -> new PathView();
      case "url.host" -> new UrlView(UrlView.Part.HOST);
      case "url.scheme" -> new UrlView(UrlView.Part.SCHEME);
      case "url.path" -> new UrlView(UrlView.Part.PATH);
      case "json" -> json(leaf);
      case "http.method" -> new HttpView(HttpView.Part.METHOD);
      case "http.scheme" -> new HttpView(HttpView.Part.SCHEME);
      case "http.host" -> new HttpView(HttpView.Part.HOST);
      case "http.url" -> new HttpView(HttpView.Part.URL);
      case "money.amount" -> new MoneyView(MoneyView.Part.AMOUNT, minorUnits(leaf));
      case "money.currency" -> new MoneyView(MoneyView.Part.CURRENCY, 0);
      case "class_name" -> new ClassNameView();
      case "http.path" -> new HttpView(HttpView.Part.PATH);
      case "command.program" -> new CommandView(CommandView.Part.PROGRAM);
      case "command.path" -> new CommandView(CommandView.Part.PATH);
      case "command.args" -> new CommandView(CommandView.Part.ARGS);
      case "command.programs" -> new CommandView(CommandView.Part.PROGRAMS);
      case "sql.verbs" -> new SqlView(SqlView.Part.VERBS, dialect(leaf));
      case "sql.missing_where" -> new SqlView(SqlView.Part.MISSING_WHERE, dialect(leaf));
      case "sql.statements" -> new SqlView(SqlView.Part.STATEMENTS, dialect(leaf));
      default -> {
        String message = "unknown view " + Quoted.of(name);
        problems.report(as.at(), "SCH004", message, Spelling.hint(name, VIEWS));
        yield null;
      }
    };
  }

  /** Any, when it is not written or was reported. */
  private SqlDialect dialect(YamlSection leaf) {
    YamlScalar written = leaf.scalar("dialect");
    List<String> known = new ArrayList<>();
    for (SqlDialect dialect : SqlDialect.values()) {
      if (written != null && dialect.words().equals(written.text())) {
        return dialect;
      }
      known.add(dialect.words());
    }
    if (written != null) {
      String message = "unknown dialect " + Quoted.of(written.text());
      problems.report(written.at(), "SCH004", message, Spelling.hint(written.text(), known));
    }
    return SqlDialect.ANY;
  }

  /** None, when it is not written or was reported. */
  private int minorUnits(YamlSection leaf) {
    YamlScalar written = leaf.scalar("minor_units");
    if (written == null) {
      return 0;
    }
    String text = written.text();
    boolean digit =
        written.plain() && text.length() == 1 && text.charAt(0) > '0' && text.charAt(0) <= '9';
    if (!digit) {
      String hint = "write 2 where 1050 means 10.50";
      problems.report(written.at(), "SCH005", "not a number of digits: " + Quoted.of(text), hint);
      return 0;
    }
    return text.charAt(0) - '0';
  }

  private void refuseWithoutJson(YamlSection leaf, String key) {
    if (leaf.has(key)) {
      problems.report(leaf.at(key), "MEAN007", "'" + key + "' belongs to 'as: json'", "remove it");
    }
  }

  private @Nullable View json(YamlSection leaf) {
    YamlScalar at = leaf.scalar("at");
    if (at == null) {
      if (!leaf.has("at")) {
        problems.report(
            leaf.at("as"), "SCH001", "'as: json' without 'at'", "add a pointer: at: /path");
      }
      return null;
    }
    List<String> pointer = pointer(at);
    boolean several = pointer.contains(JsonPointer.EACH);
    boolean quantified = leaf.has("some") || leaf.has("every");
    if (several != quantified || (leaf.has("some") && leaf.has("every"))) {
      problems.report(
          at.at(),
          "MEAN010",
          several
              ? "a pointer with * leads to several values"
              : "'some' and 'every' need a pointer with *",
          several
              ? "put the operators under one of some: {gt: 5} and every: {gt: 5}"
              : "write the operators beside 'at'");
      return null;
    }
    JsonView.Quantifier quantifier =
        leaf.has("some")
            ? JsonView.Quantifier.SOME
            : leaf.has("every") ? JsonView.Quantifier.EVERY : JsonView.Quantifier.ONE;
    return pointer.isEmpty() ? null : new JsonView(pointer, quantifier);
  }

  private List<String> pointer(YamlScalar at) {
    try {
      return JsonPointer.parse(at.text(), 0);
    } catch (SyntaxProblem e) {
      problems.report(at.at(e.offset()), e.code(), e.message(), e.hint());
      return List.of();
    }
  }

  /** The operators as the view needs them; those that can never hold under it are reported. */
  List<When.Operation> fit(@Nullable View view, List<When.Operation> operations) {
    List<When.Operation> fitted = new ArrayList<>();
    for (When.Operation operation : operations) {
      check(view, operation, operation.operator());
      Operator operator = operation.operator();
      if (view != null && operator instanceof GlobOperator globs) {
        operator = globs.over(view.separator());
      }
      fitted.add(
          new When.Operation(operation.key(), operation.written(), operation.at(), operator));
    }
    return fitted;
  }

  private void check(@Nullable View view, When.Operation operation, Operator operator) {
    if (operator instanceof OppositeOperator not) {
      check(view, operation, not.opposite());
    } else if (operator instanceof GlobOperator globs) {
      for (Glob glob : globs.globs()) {
        checkGlob(view, operation, glob.text());
      }
    } else if (view != null && operator instanceof HasOperator has) {
      for (String constant : has.wanted()) {
        reportFlaw(operation, constant, view.flaw(constant, false));
      }
    } else if (view != null && operator instanceof TextOperator texts) {
      boolean slashes = view.separator() == '/';
      if (slashes && texts.comparison() == TextOperator.Comparison.STARTS_WITH) {
        String hint = "use glob: \"" + texts.constants().get(0) + "/**\"";
        problems.report(
            operation.at(), "MEAN011", "a path that begins alike may lie elsewhere", hint);
      }
      if (texts.comparison() == TextOperator.Comparison.EQUALS) {
        for (String constant : texts.constants()) {
          reportFlaw(operation, constant, view.flaw(constant, false));
        }
      }
    }
  }

  private void checkGlob(@Nullable View view, When.Operation operation, String text) {
    if (view != null) {
      reportFlaw(operation, text, view.flaw(text, true));
    } else if (text.startsWith("/")) {
      problems.report(
          operands.placeOf(text, operation.at()),
          "MEAN012",
          Quoted.of(text) + " looks like a path, and * here stops at dots only",
          "add as: path, which also sees through .. and links");
    }
  }

  private void reportFlaw(When.Operation operation, String text, @Nullable String flaw) {
    if (flaw != null) {
      problems.report(
          operands.placeOf(text, operation.at()),
          "MEAN009",
          Quoted.of(text) + " can never be what is seen",
          flaw);
    }
  }
}
