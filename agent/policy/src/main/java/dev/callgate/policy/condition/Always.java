package dev.callgate.policy.condition;

/** The condition of a rule that has none. */
record Always() implements Condition {
  @Override
  public Truth test(CallView call) {
    return Truth.TRUE;
  }
}
