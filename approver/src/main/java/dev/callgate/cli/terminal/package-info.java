/**
 * What a person sees and types. Every text that came from a gated JVM passes through {@link
 * dev.callgate.cli.terminal.SafeText} before it reaches a screen.
 */
@NullMarked
package dev.callgate.cli.terminal;

import org.jspecify.annotations.NullMarked;
