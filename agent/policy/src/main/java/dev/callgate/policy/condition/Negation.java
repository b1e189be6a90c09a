package dev.callgate.policy.condition;

/** {@code not}: swaps true and false, keeps undecided. */
record Negation(Condition part) implements Condition {
  @Override
  public Truth test(CallView call) {
    return part.test(call).negated();
  }
}
