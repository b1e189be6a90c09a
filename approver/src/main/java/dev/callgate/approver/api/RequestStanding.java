package dev.callgate.approver.api;

/**
 * What a JVM is told about its own request.
 *
 * @param id the request
 * @param state where it stands
 * @param expiresAtMillis when its time is over, epoch milliseconds of the approver's clock
 */
public record RequestStanding(String id, RequestState state, long expiresAtMillis) {}
