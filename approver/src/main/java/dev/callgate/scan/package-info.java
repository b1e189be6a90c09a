/**
 * What policies would weave into a program that is not running. Asks the agent's own {@linkplain
 * dev.callgate.match.ClassMatcher matcher} about every class file, in the order in which a JVM
 * would define them: supertypes first.
 *
 * <p>{@link dev.callgate.scan.ClassWorld} is the class path, {@link dev.callgate.scan.Survey} asks
 * the matcher, {@link dev.callgate.scan.Scan} makes of the answers a {@link
 * dev.callgate.scan.ScanReport}.
 */
@NullMarked
package dev.callgate.scan;

import org.jspecify.annotations.NullMarked;
