package dev.callgate.policy.condition;

import java.util.List;

/** {@code any}: true when a part is true, otherwise undecided when a part is. */
final class AnyOf implements Condition {
  private final Condition[] parts;

  AnyOf(Condition[] parts) {
    this.parts = parts;
  }

  List<Condition> parts() {
    return List.of(parts);
  }

  @Override
  public Truth test(CallView call) {
    Truth any = Truth.FALSE;
    for (Condition part : parts) {
      Truth truth = part.test(call);
      if (truth == Truth.TRUE) {
        return Truth.TRUE;
      }
      if (truth == Truth.UNDECIDED) {
        any = Truth.UNDECIDED;
      }
    }
    return any;
  }
}
