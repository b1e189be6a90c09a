package dev.callgate.policy.read;

import dev.callgate.policy.condition.Facts;
import dev.callgate.policy.condition.Surroundings;
import dev.callgate.policy.condition.ValueKind;
import dev.callgate.policy.condition.When;
import dev.callgate.policy.yaml.Place;
import dev.callgate.policy.yaml.ProblemSink;
import dev.callgate.policy.yaml.Quoted;

/** Checks a condition against the parameters of the rule that uses it. */
final class WhenCheck {
  private static final int MOST_NODES = 64;

  private final KnownParameters parameters;
  private final ProblemSink problems;
  private int nodes;

  WhenCheck(KnownParameters parameters, ProblemSink problems) {
    this.parameters = parameters;
    this.problems = problems;
  }

  /**
   * @param at where the rule's condition stands
   */
  void check(When when, Place at) {
    visit(when);
    if (nodes > MOST_NODES) {
      String message =
          "a condition of more than "
              + MOST_NODES
              + " parts, counting those of the conditions it uses";
      problems.report(at, "SCH009", message, "split the rule");
    }
  }

  private void visit(When when) {
    // a condition used twice inside one used twice, and so on, would take forever
    if (nodes++ > MOST_NODES) {
      return;
    }
    for (When part : when.parts()) {
      visit(part);
    }
    if (when instanceof When.Leaf leaf) {
      if (leaf.subject() instanceof When.Subject.Argument argument) {
        parameters.check(argument.reference(), argument.at());
      }
      checkOperators(leaf, declared(leaf.subject()));
    }
  }

  /** What is known about the values that can arrive for the subject. */
  private ValueKind declared(When.Subject subject) {
    if (subject instanceof When.Subject.Argument argument) {
      return argument.path().isWhole() ? parameters.kind(argument.reference()) : ValueKind.ANYTHING;
    }
    if (subject instanceof When.Subject.OfThread thread) {
      return thread.part() == Surroundings.ThreadPart.VIRTUAL ? ValueKind.FLAG : ValueKind.TEXT;
    }
    if (subject instanceof When.Subject.Fact fact) {
      return Facts.KINDS.getOrDefault(fact.name(), ValueKind.ANYTHING);
    }
    return subject instanceof When.Subject.Receiver ? ValueKind.ANYTHING : ValueKind.TEXT;
  }

  private void checkOperators(When.Leaf leaf, ValueKind declared) {
    for (When.Operation operation : leaf.operations()) {
      boolean looksAt = leaf.view() == null || leaf.view().takes(declared);
      ValueKind seen = leaf.view() == null || !looksAt ? declared : leaf.view().seen();
      if (!looksAt || !operation.operator().fits(seen)) {
        reportKind(leaf.subject(), operation, seen);
      }
    }
  }

  private void reportKind(When.Subject subject, When.Operation operation, ValueKind declared) {
    String kind =
        switch (declared) {
          case NUMBER -> "a number";
          case TEXT -> "text; a text is never taken for a number";
          case FLAG -> "true or false";
          case MANY ->
              "an array or collection; has_any, has_all, has_none, size, exists and type look at those";
          case PATH -> "a path; look into it with as: path";
          case ADDRESS -> "an address; look into it with as: url.host, url.scheme or url.path";
          case ANYTHING -> "anything";
        };
    String message =
        "'" + operation.operator() + "' can never be decided about " + Quoted.of(named(subject));
    String source =
        subject instanceof When.Subject.Argument ? "the signature says it is " : "it is ";
    problems.report(operation.at(), "TYP004", message, source + kind);
  }

  private static String named(When.Subject subject) {
    return subject instanceof When.Subject.Argument argument
        ? argument.path().after(argument.reference())
        : subject.words();
  }
}
