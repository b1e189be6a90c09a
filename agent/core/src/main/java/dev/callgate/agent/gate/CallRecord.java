package dev.callgate.agent.gate;

import dev.callgate.protocol.RecordedCall;

/**
 * Takes calls down for later. Never blocks and never throws: no call waits for it, and none becomes
 * anything else because of it. Thread-safe.
 */
public interface CallRecord {
  /**
   * Whether another call that this rule was asked about is taken; counts it.
   *
   * @param applies whether the rule applies to it
   */
  boolean wants(String rule, boolean applies);

  /** Takes one, or counts it as lost. */
  void take(RecordedCall call);

  /** Something went wrong while a call was looked at: nothing more is taken. */
  void failed(Throwable why);
}
