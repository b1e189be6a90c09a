package dev.callgate.approver.api;

import tools.jackson.databind.JsonNode;

/**
 * The answer to an enrolment.
 *
 * @param receipt the envelope of the signed receipt
 * @param session the bearer token of this JVM
 * @param cursor how many decisions this JVM has had: where its first poll starts
 */
public record Enrolled(JsonNode receipt, String session, long cursor) {}
