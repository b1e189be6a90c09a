/**
 * The call path: condition, snapshot, request, wait, verification, release. A reader follows {@link
 * dev.callgate.agent.gate.Gate#enter} from top to bottom.
 */
@NullMarked
package dev.callgate.agent.gate;

import org.jspecify.annotations.NullMarked;
