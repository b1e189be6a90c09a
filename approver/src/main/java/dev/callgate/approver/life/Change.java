package dev.callgate.approver.life;

import dev.callgate.approver.api.RequestState;

/**
 * A committed change of a request, for those who wait for one.
 *
 * @param jvm the JVM whose request it is
 * @param state where the request stands now
 * @param expiresAtMillis when its time is over
 */
public record Change(String jvm, RequestState state, long expiresAtMillis) {}
