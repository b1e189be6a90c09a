/**
 * The only package that knows bytecode. Inserts the gate into methods, or replaces a class that
 * cannot be woven by one that cannot be loaded. Only this package imports Byte Buddy.
 */
@NullMarked
package dev.callgate.agent.weave;

import org.jspecify.annotations.NullMarked;
