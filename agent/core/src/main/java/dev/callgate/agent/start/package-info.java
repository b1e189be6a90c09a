/**
 * From {@code premain} to armed: configuration, bridge, self-test, transformer, settlement of what
 * is already loaded. {@link dev.callgate.agent.start.Startup} is the table of contents of the
 * agent; whatever fails in it ends the process before {@code main}.
 */
@NullMarked
package dev.callgate.agent.start;

import org.jspecify.annotations.NullMarked;
