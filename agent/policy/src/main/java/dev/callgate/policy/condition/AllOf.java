package dev.callgate.policy.condition;

/** {@code all}: false when a part is false, otherwise undecided when a part is. */
final class AllOf implements Condition {
  private final Condition[] parts;

  AllOf(Condition[] parts) {
    this.parts = parts;
  }

  @Override
  public Truth test(CallView call) {
    Truth all = Truth.TRUE;
    for (Condition part : parts) {
      Truth truth = part.test(call);
      if (truth == Truth.FALSE) {
        return Truth.FALSE;
      }
      if (truth == Truth.UNDECIDED) {
        all = Truth.UNDECIDED;
      }
    }
    return all;
  }
}
