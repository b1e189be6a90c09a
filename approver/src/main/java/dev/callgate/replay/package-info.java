/**
 * Asks policies about calls that an agent has recorded: {@link dev.callgate.replay.RecordedCalls}
 * reads the file, {@link dev.callgate.replay.Replay} says what becomes of each call under a policy
 * and whether that differs from what became of it, {@link dev.callgate.replay.Difference} what
 * another policy makes of it.
 */
@NullMarked
package dev.callgate.replay;

import org.jspecify.annotations.NullMarked;
