package dev.callgate.policy.condition;

/** What makes a rule weaker must be certain: undecided becomes false. */
record Definitely(Condition part) implements Condition {
  @Override
  public Truth test(CallView call) {
    return Truth.of(part.test(call) == Truth.TRUE);
  }
}
