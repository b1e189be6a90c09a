/**
 * What a command line starts: the program, and behind shells and wrappers the programs that these
 * start. A shell's text is split only where every shell splits it alike.
 */
@NullMarked
package dev.callgate.policy.view.command;

import org.jspecify.annotations.NullMarked;
