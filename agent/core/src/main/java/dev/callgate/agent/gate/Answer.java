package dev.callgate.agent.gate;

import dev.callgate.protocol.Envelope;

/** What came of asking. */
public sealed interface Answer {
  /**
   * Something that claims to be the decision; nobody has verified it yet.
   *
   * @param isLogged whether it was proved to stand in the approver's audit log
   */
  record Decided(Envelope decision, boolean isLogged) implements Answer {}

  /** The deadline passed while the approver was reachable: nobody decided. */
  record Expired() implements Answer {}

  /**
   * The question could not be asked, or the approver was away when the deadline passed; {@code why}
   * in one line.
   */
  record Unavailable(String why) implements Answer {}
}
