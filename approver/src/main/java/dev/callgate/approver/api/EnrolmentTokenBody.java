package dev.callgate.approver.api;

/**
 * What an enrolment token shall be.
 *
 * @param application the only one that it enrols
 * @param expiresInMillis how long it is good, at most seven days
 */
public record EnrolmentTokenBody(String application, long expiresInMillis) {}
