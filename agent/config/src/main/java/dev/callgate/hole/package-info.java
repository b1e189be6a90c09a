/**
 * What the JVM around the gates leaves open, and what closes it. {@link dev.callgate.hole.Hole} is
 * the one list; the agent's start, {@code strict} and {@code callgate doctor} ask {@link
 * dev.callgate.hole.HoleSearch} about it, and a test compares {@code docs/threat-model.md} with it.
 *
 * <p>Runs in {@code premain} too: no lambdas, no {@code java.nio.file}.
 */
@NullMarked
package dev.callgate.hole;

import org.jspecify.annotations.NullMarked;
