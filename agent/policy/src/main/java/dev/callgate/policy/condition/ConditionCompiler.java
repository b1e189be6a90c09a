package dev.callgate.policy.condition;

import java.util.List;

/**
 * Turns a {@link When} into the {@link Condition} of one method: parameter names become indexes,
 * once.
 */
public final class ConditionCompiler {
  private ConditionCompiler() {}

  public static Condition compile(When when, List<String> parameterNames) {
    if (when instanceof When.All all) {
      return new AllOf(compileEach(all.parts(), parameterNames));
    }
    if (when instanceof When.Any any) {
      return new AnyOf(compileEach(any.parts(), parameterNames));
    }
    if (when instanceof When.Not not) {
      return new Negation(compile(not.part(), parameterNames));
    }
    if (when instanceof When.Definitely definitely) {
      return new Definitely(compile(definitely.part(), parameterNames));
    }
    if (when instanceof When.Until until) {
      return new Until(until.end());
    }
    if (when instanceof When.Leaf leaf) {
      return leaf(leaf, parameterNames);
    }
    return Condition.ALWAYS;
  }

  private static Condition[] compileEach(List<When> parts, List<String> parameterNames) {
    Condition[] compiled = new Condition[parts.size()];
    for (int i = 0; i < compiled.length; i++) {
      compiled[i] = compile(parts.get(i), parameterNames);
    }
    return compiled;
  }

  private static Condition leaf(When.Leaf leaf, List<String> parameterNames) {
    Operator[] operators = new Operator[leaf.operations().size()];
    for (int i = 0; i < operators.length; i++) {
      operators[i] = leaf.operations().get(i).operator();
    }
    int subject =
        leaf.subject() instanceof When.Subject.Argument argument
            ? ParameterReference.index(argument.reference(), parameterNames)
            : LeafCondition.RECEIVER;
    return new LeafCondition(
        subject, leaf.view(), operators.length == 1 ? operators[0] : new AllOperators(operators));
  }
}
