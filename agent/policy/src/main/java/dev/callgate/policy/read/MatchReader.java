package dev.callgate.policy.read;

import dev.callgate.policy.ClassPattern;
import dev.callgate.policy.ExcludedMethod;
import dev.callgate.policy.Match;
import dev.callgate.policy.MethodPattern;
import dev.callgate.policy.SyntaxProblem;
import dev.callgate.policy.TypeName;
import dev.callgate.policy.condition.Glob;
import dev.callgate.policy.yaml.ProblemSink;
import dev.callgate.policy.yaml.Quoted;
import dev.callgate.policy.yaml.Spelling;
import dev.callgate.policy.yaml.YamlKeys;
import dev.callgate.policy.yaml.YamlScalar;
import dev.callgate.policy.yaml.YamlSection;
import java.util.ArrayList;
import java.util.List;

/** Reads a rule's {@code match}. */
final class MatchReader {
  static final YamlKeys KEYS =
      YamlKeys.of("match", "annotation", "class", "subtypes_of", "method", "exclude", "weave");

  /** Of an exception, which narrows what its rules match and says nothing of how. */
  static final YamlKeys OF_EXCEPTION =
      YamlKeys.of("match", "annotation", "class", "subtypes_of", "method", "exclude");

  /** Both mean the same: what has no class file of its own is held in any case. */
  static final List<String> WEAVES = List.of("body", "call-site");

  private final ProblemSink problems;
  private boolean methodsReadable = true;

  MatchReader(ProblemSink problems) {
    this.problems = problems;
  }

  Match read(YamlSection section) {
    if (!section.has("annotation") && !section.has("class") && !section.has("subtypes_of")) {
      problems.report(
          section.at(),
          "MAT001",
          "a match must say in which classes",
          "add class, subtypes_of or annotation");
    }
    YamlScalar weave = section.scalar("weave");
    if (weave != null && !WEAVES.contains(weave.text())) {
      problems.report(
          weave.at(),
          "SCH004",
          "unknown way to weave " + Quoted.of(weave.text()),
          Spelling.hint(weave.text(), WEAVES));
    }
    return narrowing(section);
  }

  /** The same where the rules say in which classes. */
  Match narrowing(YamlSection section) {
    List<ExcludedMethod> excludedMethods = new ArrayList<>();
    return new Match(
        types(section, "annotation"),
        classes(section, "class"),
        types(section, "subtypes_of"),
        methods(section),
        excludes(section, excludedMethods),
        excludedMethods);
  }

  /** Whether every method pattern could be read, so that parameters can be checked against them. */
  boolean methodsReadable() {
    return methodsReadable;
  }

  private List<String> types(YamlSection section, String key) {
    List<String> names = new ArrayList<>();
    for (YamlScalar scalar : section.scalars(key)) {
      try {
        String name = TypeName.binary(scalar.text(), 0);
        if (name.equals("java.lang.Object")) {
          throw new SyntaxProblem(
              "MAT003", 0, "every class is a subtype of Object", "name the types that matter");
        }
        names.add(name);
      } catch (SyntaxProblem e) {
        report(scalar, e);
      }
    }
    return names;
  }

  private List<ClassPattern> classes(YamlSection section, String key) {
    List<ClassPattern> patterns = new ArrayList<>();
    for (YamlScalar scalar : section.scalars(key)) {
      try {
        patterns.add(new ClassPattern(TypeName.glob(scalar.text())));
      } catch (SyntaxProblem e) {
        report(scalar, e);
      }
    }
    return patterns;
  }

  /**
   * @param methods takes what is no class but a method of one
   */
  private List<ClassPattern> excludes(YamlSection section, List<ExcludedMethod> methods) {
    List<ClassPattern> patterns = new ArrayList<>();
    for (YamlScalar scalar : section.scalars("exclude")) {
      String text = scalar.text();
      boolean single = namesMethod(text);
      String type = single ? text.substring(0, text.lastIndexOf('.')) : text;
      try {
        ClassPattern pattern = new ClassPattern(TypeName.glob(type));
        if (single) {
          methods.add(new ExcludedMethod(pattern, Glob.of(text.substring(type.length() + 1))));
        } else {
          patterns.add(pattern);
        }
      } catch (SyntaxProblem e) {
        report(scalar, e);
      }
    }
    return patterns;
  }

  /** {@code com.acme.Tool.delete}: after a class, which begins with a capital, something small. */
  private static boolean namesMethod(String text) {
    int dot = text.lastIndexOf('.');
    if (dot <= 0 || dot + 1 == text.length()) {
      return false;
    }
    int start = text.lastIndexOf('.', dot - 1) + 1;
    while (start < dot && text.charAt(start) == '*') {
      start++;
    }
    char outer = text.charAt(start);
    char last = text.charAt(dot + 1);
    return Character.isUpperCase(outer) && (Character.isLowerCase(last) || last == '*');
  }

  private List<MethodPattern> methods(YamlSection section) {
    List<MethodPattern> patterns = new ArrayList<>();
    for (YamlScalar scalar : section.scalars("method")) {
      try {
        patterns.add(SignatureParser.parse(scalar.text()));
      } catch (SyntaxProblem e) {
        report(scalar, e);
      }
    }
    // also when a list was torn at a comma and is already reported
    methodsReadable =
        !section.misspells("method")
            && (!section.has("method") || patterns.size() == section.sizeOf("method"));
    return patterns;
  }

  private void report(YamlScalar scalar, SyntaxProblem e) {
    problems.report(scalar.at(e.offset()), e.code(), e.message(), e.hint());
  }
}
