package dev.callgate.policy.read;

import dev.callgate.policy.MethodPattern;
import dev.callgate.policy.Parameter;
import dev.callgate.policy.PolicySet;
import dev.callgate.policy.Rule;
import dev.callgate.policy.StubCall;
import dev.callgate.policy.SyntaxProblem;
import dev.callgate.policy.TypeName;
import dev.callgate.policy.condition.CallView;
import dev.callgate.policy.condition.Surroundings;
import dev.callgate.policy.yaml.ProblemSink;
import dev.callgate.policy.yaml.Quoted;
import dev.callgate.policy.yaml.YamlMapping;
import dev.callgate.policy.yaml.YamlScalar;
import dev.callgate.policy.yaml.YamlSection;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the call of a test. Its signature may be left out: then it is the one that the rules about
 * the method give it, and its arguments go by the names they give them.
 */
public final class StubCallReader {
  private final List<Rule> rules;
  private final ProblemSink problems;

  public StubCallReader(List<Rule> rules, ProblemSink problems) {
    this.rules = rules;
    this.problems = problems;
  }

  /** Null when it could not be read, which was then reported. */
  public @Nullable StubCall read(YamlSection section) {
    return read(section, Set.of());
  }

  /**
   * The same.
   *
   * @param usual the annotations that the method carries when nothing is said about them
   */
  @Nullable StubCall read(YamlSection section, Set<String> usual) {
    Set<String> annotations = section.has("annotated") ? types(section, "annotated") : usual;
    Set<String> supertypes = types(section, "subtype_of");
    List<StubArgument> arguments = StubArgument.of(section.mapping("args"), false, problems);
    YamlMapping request =
        section.node("self") instanceof YamlMapping mapping && mapping.entry("http") != null
            ? mapping
            : null;
    boolean parted = request == null && section.node("self") instanceof YamlMapping;
    List<StubArgument> self =
        StubArgument.of(parted ? section.mapping("self") : null, true, problems);
    Surroundings surroundings = new StubSurroundingsReader(problems).read(section);
    YamlScalar at = section.scalar("at");
    Long now = at == null ? null : WrittenDate.moment(at, problems);
    YamlScalar call = section.scalar("call");
    if (call == null) {
      return null;
    }
    try {
      int dot = dot(call.text());
      String className = TypeName.binary(call.text().substring(0, dot), 0);
      MethodPattern method = method(call.text().substring(dot + 1), dot + 1);
      List<MethodPattern> known = new ArrayList<>();
      boolean concerned = false;
      for (Rule rule : rules) {
        if (StubCall.concerns(rule.match(), className, annotations, supertypes)) {
          concerned |= collect(rule, method, known);
        }
      }
      if (!concerned && !annotations.contains(PolicySet.IRREVERSIBLE)) {
        String hint =
            "check the name; annotated and subtype_of say what the class is besides its name";
        throw new SyntaxProblem("TST002", 0, "no rule of this file is about this method", hint);
      }
      StubArguments stubs = new StubArguments(known, arguments, problems);
      List<Parameter> parameters = stubs.signature(method.parameters(), call.at());
      if (parameters == null) {
        return null;
      }
      List<@Nullable Object> values = stubs.values(parameters);
      Map<StubCall.Part, @Nullable Object> parts = stubs.parts(parameters);
      for (StubArgument part : self) {
        parts.put(
            new StubCall.Part(CallView.RECEIVER, part.path()),
            StubArguments.anything(part.value(), problems));
      }
      return new StubCall(
          className,
          annotations,
          supertypes,
          request != null
              ? StubArguments.http(request, problems)
              : parted ? null : section.text("self"),
          method.name().text(),
          StubArguments.descriptor(parameters),
          values,
          parts,
          surroundings,
          now == null ? System.currentTimeMillis() : now);
    } catch (SyntaxProblem e) {
      problems.report(call.at(e.offset()), e.code(), e.message(), e.hint());
      return null;
    }
  }

  /** The dot between class and method. */
  private static int dot(String call) throws SyntaxProblem {
    int open = call.indexOf('(');
    int dot = call.lastIndexOf('.', open < 0 ? call.length() : open);
    if (dot <= 0) {
      throw new SyntaxProblem(
          "TST002", 0, "not a method: " + Quoted.of(call), "write package.Class.method");
    }
    return dot;
  }

  private static MethodPattern method(String text, int offset) throws SyntaxProblem {
    MethodPattern method;
    try {
      method = SignatureParser.parse(text);
    } catch (SyntaxProblem e) {
      throw new SyntaxProblem(e.code(), offset + e.offset(), e.message(), e.hint());
    }
    if (method.exactName() == null || method.open()) {
      throw new SyntaxProblem(
          "TST002", offset, "a call is of one method", "write its name without * and ..");
    }
    return method;
  }

  /** Whether the rule is about the method; what it says about its parameters goes to the list. */
  private static boolean collect(Rule rule, MethodPattern method, List<MethodPattern> known) {
    String name = method.name().text();
    List<Parameter> parameters = method.parameters();
    boolean concerned = rule.match().methods().isEmpty();
    for (MethodPattern pattern : rule.match().methods()) {
      boolean fits =
          parameters == null
              ? new MethodPattern(pattern.name(), null, false).matches(name, "()")
              : pattern.matches(name, StubArguments.descriptor(parameters));
      if (fits) {
        concerned = true;
        known.add(pattern);
      }
    }
    return concerned;
  }

  private Set<String> types(YamlSection section, String key) {
    Set<String> names = new LinkedHashSet<>();
    for (YamlScalar scalar : section.scalars(key)) {
      try {
        names.add(TypeName.binary(scalar.text(), 0));
      } catch (SyntaxProblem e) {
        problems.report(scalar.at(e.offset()), e.code(), e.message(), e.hint());
      }
    }
    return names;
  }
}
