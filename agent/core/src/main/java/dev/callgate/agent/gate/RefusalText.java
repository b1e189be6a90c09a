package dev.callgate.agent.gate;

import dev.callgate.Outcome;

/**
 * What the caller reads in place of a result. Written for a language model, which must neither take
 * it for a success nor for a glitch to route around: what was not executed, why, by whom, and
 * whether to try again.
 */
final class RefusalText {
  private RefusalText() {}

  static String of(GatePoint point, Ending.Refuse refusal) {
    StringBuilder text = new StringBuilder("NOT EXECUTED: ");
    text.append(point.shortName()).append(" was not executed and nothing was changed: ");
    text.append(refusal.why()).append(". ").append(advice(refusal.outcome()));
    text.append(" [callgate ").append(refusal.outcome());
    if (!refusal.requestId().isEmpty()) {
      text.append(", request ").append(refusal.requestId());
    }
    return text.append(']').toString();
  }

  private static String advice(Outcome outcome) {
    return switch (outcome) {
      case REJECTED, DENIED ->
          "Do not try it again and do not reach for the same effect in another way.";
      case EXPIRED, UNAVAILABLE, WITHDRAWN ->
          "This is not a refusal by a person. Do not reach for the same effect in another way; you may ask once more later.";
      case DRIFTED -> "Do not reach for the same effect in another way.";
      case FROZEN ->
          "Everything irreversible is stopped at the moment. Do not try it again and do not work around it.";
      case APPROVED, EDITED, RESPONDED, SUCCEEDED, FAILED, IN_DOUBT ->
          throw new IllegalArgumentException(outcome + " is no refusal");
    };
  }
}
