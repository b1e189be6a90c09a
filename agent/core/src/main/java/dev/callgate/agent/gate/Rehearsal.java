package dev.callgate.agent.gate;

import dev.callgate.agent.value.TooLargeException;
import dev.callgate.policy.Decision;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The calls that this environment only records: counts what would have become of them, each deed
 * once, so that a team knows how often it will be asked. Their calls are kept apart from those that
 * a person approved and let nothing else through. Thread-safe.
 */
final class Rehearsal {
  private final Sight sight;
  private final Consumer<String> log;
  private final RunningCalls running = new RunningCalls(/* asker= */ null);

  Rehearsal(Sight sight, Consumer<String> log) {
    this.sight = sight;
    this.log = log;
  }

  /**
   * @return the ticket of the body that runs now; null for one that need not be watched
   */
  @Nullable Object enter(
      GatePoint point,
      @Nullable Object receiver,
      @Nullable Object[] arguments,
      AppliedRules recording) {
    RunningCall call = null;
    if (recording.written() == Decision.GATE) {
      try {
        ArrivingCall arriving =
            ArrivingCall.of(point, recording.rehearsed(), receiver, arguments, sight);
        RunningCall covered = running.cover(arriving);
        if (covered != null) {
          recording.countCovered();
          running.started(covered);
          return covered;
        }
        call = RunningCall.rehearsed(arriving);
      } catch (TooLargeException e) {
        // It would be refused; nobody compares other calls with it.
        call = null;
      }
    }
    recording.countAudited();
    log.accept("callgate: audit: " + point.shortName() + " by " + recording.ids());
    if (call != null) {
      running.started(call);
    }
    return call;
  }

  void ended(RunningCall call) {
    running.ended(call);
  }
}
