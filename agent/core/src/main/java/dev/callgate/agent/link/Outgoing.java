package dev.callgate.agent.link;

import org.jspecify.annotations.Nullable;

/**
 * Something to send until it was received.
 *
 * @param method the HTTP method
 * @param path the route
 * @param body the envelope
 * @param waiting who waits for it to be stored; null for reports
 * @param giveUpNanos when it is no longer worth sending, on {@link System#nanoTime()}'s clock
 */
record Outgoing(
    String method, String path, byte[] body, @Nullable WaitingCall waiting, long giveUpNanos) {}
