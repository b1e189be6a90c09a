/** The commands about the JVMs themselves: which there are, and what their rules have done. */
@NullMarked
package dev.callgate.cli.agents;

import org.jspecify.annotations.NullMarked;
