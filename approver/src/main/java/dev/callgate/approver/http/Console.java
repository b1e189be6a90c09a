package dev.callgate.approver.http;

/**
 * What the approver has for browsers.
 *
 * @param files the console's files
 * @param sessions who is signed in
 * @param sameOrigin tells our own pages from others
 */
public record Console(ConsoleFiles files, BrowserSessions sessions, SameOrigin sameOrigin) {}
