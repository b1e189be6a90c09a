package dev.callgate.scan;

import dev.callgate.policy.Rule;
import java.util.List;

/**
 * What one rule holds.
 *
 * @param rule as its author wrote it, or what exceptions made of that
 */
public record RuleScan(
    Rule rule, List<WovenMethod> methods, List<LambdaSite> lambdas, ConditionCost cost) {
  public RuleScan {
    methods = List.copyOf(methods);
    lambdas = List.copyOf(lambdas);
  }

  /** How many classes the methods are in. */
  public long types() {
    return methods.stream().map(WovenMethod::type).distinct().count();
  }

  /** Whether it holds nothing at all. */
  public boolean isDead() {
    return methods.isEmpty() && lambdas.isEmpty();
  }
}
