/**
 * Bytes in, yes or no out: which methods of a class are gated. Reads class files with its own small
 * parser and decides from them alone; the only thing it ever asks a class loader for is a direct
 * supertype that the JVM is about to ask it for anyway.
 */
@NullMarked
package dev.callgate.match;

import org.jspecify.annotations.NullMarked;
