package dev.callgate.policyexamples;

import dev.callgate.policy.BoundRule;
import dev.callgate.policy.Match;
import dev.callgate.policy.PolicyException;
import dev.callgate.policy.PolicySet;
import dev.callgate.policy.Rule;
import dev.callgate.policy.condition.CallView;
import dev.callgate.policy.condition.Truth;
import dev.callgate.policy.read.PolicyReader;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the policies, asked about calls as the agent asks.
 *
 * @param annotation what the called method carries; null for nothing
 */
record Example(PolicySet policy, @Nullable String annotation) {
  static Example of(String name) throws PolicyException {
    return new Example(PolicyReader.read(List.of(new File(name + ".callgate.yaml"))), null);
  }

  Example onMethodsWith(String methodAnnotation) {
    return new Example(policy, methodAnnotation);
  }

  /** The ids of the rules that apply to this call, each with its decision. */
  List<String> rulesFor(
      String className, String method, String descriptor, @Nullable Object... arguments) {
    List<String> applying = new ArrayList<>();
    for (Rule rule : policy.rules()) {
      BoundRule bound = concerns(rule.match(), className) ? rule.bind(method, descriptor) : null;
      if (bound != null && bound.condition().test(new Arguments(arguments)) != Truth.FALSE) {
        applying.add(rule.decide() + " " + rule.id());
      }
    }
    return applying;
  }

  /** The named rule, bound to a method it is about. */
  BoundRule bound(String id, String method, String descriptor) {
    for (Rule rule : policy.rules()) {
      BoundRule bound = rule.id().equals(id) ? rule.bind(method, descriptor) : null;
      if (bound != null) {
        return bound;
      }
    }
    throw new AssertionError("no rule " + id + " about " + method + descriptor);
  }

  private boolean concerns(Match match, String className) {
    boolean annotated =
        match.annotations().isEmpty() || match.annotations().contains(String.valueOf(annotation));
    return annotated && match.matchesClassName(className);
  }

  @SuppressWarnings("ArrayRecordComponent") // a view for one question
  private record Arguments(@Nullable Object[] values) implements CallView {
    @Override
    public @Nullable Object receiver() {
      return null;
    }

    @Override
    public int argumentCount() {
      return values.length;
    }

    @Override
    public @Nullable Object argument(int index) {
      return values[index];
    }
  }
}
