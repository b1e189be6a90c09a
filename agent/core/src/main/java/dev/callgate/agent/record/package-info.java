/**
 * Keeps the calls that rules were asked about in a file, so that other rules can be asked about
 * them later: {@link dev.callgate.agent.record.CallRecorder} takes them from the gate and writes
 * them on a thread of the agent.
 */
@NullMarked
package dev.callgate.agent.record;

import org.jspecify.annotations.NullMarked;
