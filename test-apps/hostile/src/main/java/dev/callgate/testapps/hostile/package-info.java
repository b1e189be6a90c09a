/**
 * Code that wants an effect without anybody's yes. Every route by which code improvised inside a
 * JVM might get past a gate is a small {@link dev.callgate.testapps.hostile.Attack}, on the one
 * marked deed that there is: {@link dev.callgate.testapps.hostile.Deed}. Whether it got there is
 * told by a file, which whoever started the program looks for.
 */
@NullMarked
package dev.callgate.testapps.hostile;

import org.jspecify.annotations.NullMarked;
