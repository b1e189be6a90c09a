/**
 * What every command needs of the operating system: streams, exit statuses, files that nobody else
 * may read, signals.
 */
@NullMarked
package dev.callgate.cli.system;

import org.jspecify.annotations.NullMarked;
