/** What stands for later calls: seen, and taken back. */
@NullMarked
package dev.callgate.cli.grants;

import org.jspecify.annotations.NullMarked;
