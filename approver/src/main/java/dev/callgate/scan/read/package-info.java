/**
 * Class files from wherever programs keep them: jars, jars in jars, directories, the JDK. What is
 * read is not trusted: sizes and counts are bounded, and what cannot be read is told and left out.
 */
@NullMarked
package dev.callgate.scan.read;

import org.jspecify.annotations.NullMarked;
