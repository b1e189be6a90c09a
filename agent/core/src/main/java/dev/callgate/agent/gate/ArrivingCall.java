package dev.callgate.agent.gate;

import dev.callgate.agent.value.Snapshot;
import dev.callgate.agent.value.TooLargeException;
import dev.callgate.policy.condition.Surroundings;
import org.jspecify.annotations.Nullable;

/**
 * A call that rules hold, as it is at the gate.
 *
 * @param receiver null for static methods and constructors
 * @param arguments the values themselves, to be compared by identity and never asked anything
 * @param snapshot the same, as data
 * @param requester the person for whom the program says it is made; null when it says nothing
 */
record ArrivingCall(
    GatePoint point,
    AppliedRules rules,
    @Nullable Object receiver,
    @Nullable Object[] arguments,
    Snapshot snapshot,
    CallSite site,
    @Nullable String requester) {

  /** The context under which a program names that person. */
  private static final String REQUESTER = "requester";

  /**
   * The call as it stands on the current thread's stack now.
   *
   * @throws TooLargeException when its arguments are more than is looked at
   */
  static ArrivingCall of(
      GatePoint point,
      AppliedRules rules,
      @Nullable Object receiver,
      @Nullable Object[] arguments,
      Sight sight)
      throws TooLargeException {
    return new ArrivingCall(
        point,
        rules,
        receiver,
        arguments,
        Snapshot.of(arguments, rules.excerpts(sight.parts())),
        CallSite.ofCurrentThread(),
        requester(sight.surroundings()));
  }

  /** Only a text can name a person, as on the other side only a name can belong to one. */
  private static @Nullable String requester(Surroundings surroundings) {
    return surroundings.context(REQUESTER) instanceof String name && !name.isBlank() ? name : null;
  }

  /** The same call after an edit, which changed the arguments. */
  ArrivingCall with(AppliedRules rulesNow, Snapshot snapshotNow) {
    return new ArrivingCall(point, rulesNow, receiver, arguments, snapshotNow, site, requester);
  }
}
