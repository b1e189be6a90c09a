package dev.callgate.approver.api;

/**
 * A single-use enrolment token, without the token. Times are the approver's clock, epoch
 * milliseconds.
 *
 * @param id under which the audit log has it
 * @param application the only one that it enrols
 * @param createdAtMillis since when
 * @param expiresAtMillis until when
 */
public record EnrolmentTokenSummary(
    String id, String application, long createdAtMillis, long expiresAtMillis) {}
