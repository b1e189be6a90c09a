/**
 * The routes: who may call what, and how bytes become calls of {@link dev.callgate.approver.life}.
 *
 * <p>The {@linkplain dev.callgate.approver.http.Routes table} is data, one row per route with the
 * one kind of credential that opens it; a test walks it with every other kind. A waiting poll is an
 * entry in a list ({@link dev.callgate.approver.http.LongPolls}), not a thread; so is a browser
 * that listens ({@link dev.callgate.approver.http.EventStreams}).
 *
 * <p>For browsers there are the console's {@linkplain dev.callgate.approver.http.ConsoleFiles
 * files}, {@linkplain dev.callgate.approver.http.BrowserSessions sessions} as a second way to be
 * the same reviewer, and {@linkplain dev.callgate.approver.http.SameOrigin a look} at who made the
 * browser ask.
 */
@NullMarked
package dev.callgate.approver.http;

import org.jspecify.annotations.NullMarked;
