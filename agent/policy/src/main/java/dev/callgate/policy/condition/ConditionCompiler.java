package dev.callgate.policy.condition;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns a {@link When} into the {@link Condition} of one method: parameter names become indexes,
 * and what is cheap is asked first, once. Conditions are pure, so their order changes no answer.
 */
public final class ConditionCompiler {
  private static final Comparator<When> CHEAPEST_FIRST =
      new Comparator<When>() {
        @Override
        public int compare(When a, When b) {
          return Integer.compare(Cost.of(a), Cost.of(b));
        }
      };

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
    if (when instanceof When.During during) {
      return during.window();
    }
    if (when instanceof When.From from) {
      return new CalledFrom(from.classes());
    }
    if (when instanceof When.Leaf leaf) {
      return leaf(leaf, parameterNames);
    }
    if (when instanceof When.Within || when instanceof When.Never) {
      // A rule that never applies on a method is not bound to it.
      throw new IllegalStateException("not bound to a method: " + when);
    }
    return Condition.ALWAYS;
  }

  private static Condition[] compileEach(List<When> parts, List<String> parameterNames) {
    List<When> ordered = new ArrayList<>(parts);
    ordered.sort(CHEAPEST_FIRST);
    Condition[] compiled = new Condition[ordered.size()];
    for (int i = 0; i < compiled.length; i++) {
      compiled[i] = compile(ordered.get(i), parameterNames);
    }
    return compiled;
  }

  private static Condition leaf(When.Leaf leaf, List<String> parameterNames) {
    Operator[] all = new Operator[leaf.operations().size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = leaf.operations().get(i).operator();
    }
    Operator operators = all.length == 1 ? all[0] : new AllOperators(all);
    Source source = source(leaf.subject(), parameterNames);
    return source instanceof Source.Whole whole && leaf.view() == null && !operators.isSlow()
        ? new LeafCondition(whole.subject(), operators)
        : new SourceCondition(source, leaf.view(), operators);
  }

  /** What a leaf looks at: the value, null when there is none, or {@link Unreadable}. */
  public static @Nullable Object value(
      When.Subject subject, List<String> parameterNames, CallView call) {
    return source(subject, parameterNames).value(call);
  }

  static Source source(When.Subject subject, List<String> parameterNames) {
    if (subject instanceof When.Subject.Argument argument) {
      return source(
          ParameterReference.index(argument.reference(), parameterNames), argument.path());
    }
    if (subject instanceof When.Subject.Receiver receiver) {
      return source(CallView.RECEIVER, receiver.path());
    }
    if (subject instanceof When.Subject.OfThread thread) {
      return new Source.OfThread(thread.part());
    }
    if (subject instanceof When.Subject.OfCaller caller) {
      return new Source.OfCaller(caller.part());
    }
    if (subject instanceof When.Subject.Context context) {
      return new Source.OfContext(context.key());
    }
    return new Source.OfPack(((When.Subject.Fact) subject).name());
  }

  private static Source source(int subject, ValuePath path) {
    return path.isWhole() ? new Source.Whole(subject) : new Source.Part(subject, path);
  }
}
