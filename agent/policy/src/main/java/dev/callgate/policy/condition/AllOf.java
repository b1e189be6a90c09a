package dev.callgate.policy.condition;

import java.util.List;

/** {@code all}: false when a part is false, otherwise undecided when a part is. */
final class AllOf implements Condition {
  private final Condition[] parts;

  AllOf(Condition[] parts) {
    this.parts = parts;
  }

  List<Condition> parts() {
    return List.of(parts);
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
