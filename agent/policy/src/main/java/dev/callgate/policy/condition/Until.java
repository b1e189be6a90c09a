package dev.callgate.policy.condition;

/** Whether the call comes before a moment, in milliseconds since 1970. */
record Until(long end) implements Condition {
  @Override
  public Truth test(CallView call) {
    return Truth.of(call.now() < end);
  }
}
