/**
 * What the whole product promises, tested from outside: the packaged jars are started as processes
 * on every JDK there is, a reviewer decides over the wire or with the commands, and the tests look
 * at rows, balances, files and exit statuses, never at a log line alone.
 */
@NullMarked
package dev.callgate.acceptance;

import org.jspecify.annotations.NullMarked;
