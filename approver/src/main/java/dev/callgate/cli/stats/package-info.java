/** How people decide, in numbers. */
@NullMarked
package dev.callgate.cli.stats;

import org.jspecify.annotations.NullMarked;
