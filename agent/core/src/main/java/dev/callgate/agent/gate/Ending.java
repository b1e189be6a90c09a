package dev.callgate.agent.gate;

import dev.callgate.Outcome;
import org.jspecify.annotations.Nullable;

/** How the gate ends a call's wait. */
sealed interface Ending {
  /** In a word. */
  Outcome outcome();

  /**
   * The body runs, with the arguments as they stand in the array now.
   *
   * @param outcome approved or edited
   */
  record Run(RunningCall ticket, Outcome outcome) implements Ending {}

  /** The body does not run; this value is returned. */
  record Return(@Nullable Object value) implements Ending {
    @Override
    public Outcome outcome() {
      return Outcome.RESPONDED;
    }
  }

  /**
   * The body does not run, and the caller is told.
   *
   * @param outcome a refusal
   * @param why completes the sentence "X was not executed: …"
   * @param requestId empty when nobody was asked
   */
  record Refuse(Outcome outcome, String why, String requestId) implements Ending {}
}
