package dev.callgate.policy.read;

import dev.callgate.policy.SyntaxProblem;
import dev.callgate.policy.condition.Facts;
import dev.callgate.policy.condition.Reference;
import dev.callgate.policy.condition.Surroundings.CallerPart;
import dev.callgate.policy.condition.Surroundings.ThreadPart;
import dev.callgate.policy.condition.When;
import dev.callgate.policy.yaml.ProblemSink;
import dev.callgate.policy.yaml.Quoted;
import dev.callgate.policy.yaml.Spelling;
import dev.callgate.policy.yaml.YamlScalar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what a leaf is about: the key that is no operator and no view. */
final class SubjectReader {
  static final List<String> SUBJECTS =
      List.of("arg", "self", "thread", "caller", "context", "fact");

  private static final int LONGEST_KEY = 200;

  private final ProblemSink problems;

  SubjectReader(ProblemSink problems) {
    this.problems = problems;
  }

  /** Null when it could not be read, which was then reported. */
  When.@Nullable Subject read(String key, YamlScalar value) {
    return switch (key) {
      case "arg" -> argument(value);
      case "self" -> receiver(value);
      case "thread" -> thread(value);
      case "caller" -> caller(value);
      case "context" -> context(value);
      default -> fact(value);
    };
  }

  private When.@Nullable Subject argument(YamlScalar value) {
    try {
      Reference reference = Reference.argument(value.text());
      return new When.Subject.Argument(reference.root(), reference.path(), value.at());
    } catch (SyntaxProblem e) {
      problems.report(value.at(e.offset()), e.code(), e.message(), e.hint());
      return null;
    }
  }

  private When.@Nullable Subject receiver(YamlScalar value) {
    try {
      return new When.Subject.Receiver(Reference.receiver(value.text()).path());
    } catch (SyntaxProblem e) {
      problems.report(value.at(e.offset()), e.code(), e.message(), e.hint());
      return null;
    }
  }

  private When.@Nullable Subject thread(YamlScalar value) {
    return switch (value.text()) {
      case "name" -> new When.Subject.OfThread(ThreadPart.NAME);
      case "virtual" -> new When.Subject.OfThread(ThreadPart.VIRTUAL);
      case "group" -> new When.Subject.OfThread(ThreadPart.GROUP);
      default -> unknown("part of a thread", value, List.of("name", "virtual", "group"));
    };
  }

  private When.@Nullable Subject caller(YamlScalar value) {
    return switch (value.text()) {
      case "class" -> new When.Subject.OfCaller(CallerPart.CLASS);
      case "package" -> new When.Subject.OfCaller(CallerPart.PACKAGE);
      case "module" -> new When.Subject.OfCaller(CallerPart.MODULE);
      default -> unknown("part of a caller", value, List.of("class", "package", "module"));
    };
  }

  private When.@Nullable Subject context(YamlScalar value) {
    String key = value.text();
    if (key.length() > LONGEST_KEY) {
      problems.report(value.at(), "SCH005", "a key of more than 200 characters", "shorten it");
      return null;
    }
    if (key.startsWith("mdc.")) {
      problems.report(
          value.at(),
          "REF012",
          "the logging context cannot be read: " + Quoted.of(key),
          "a library keeps it in objects of its own, which answer only by running their code;"
              + " publish the value with dev.callgate.CallContext and name its key here");
      return null;
    }
    return new When.Subject.Context(key);
  }

  private When.@Nullable Subject fact(YamlScalar value) {
    return Facts.KINDS.containsKey(value.text())
        ? new When.Subject.Fact(value.text())
        : unknown("fact", value, List.copyOf(Facts.KINDS.keySet()));
  }

  private When.@Nullable Subject unknown(String what, YamlScalar value, List<String> known) {
    boolean fact = what.equals("fact");
    problems.report(
        value.at(),
        fact ? "REF010" : "SCH004",
        "unknown " + what + " " + Quoted.of(value.text()),
        Spelling.hint(value.text(), known));
    return null;
  }
}
