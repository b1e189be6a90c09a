package dev.callgate.approver.api;

import tools.jackson.databind.JsonNode;

/**
 * A request as the JVM has signed it: what a reviewer who signs has to look at.
 *
 * @param envelope the exact envelope
 * @param jvmKey the key that this JVM enrolled
 */
public record SignedRequest(JsonNode envelope, String jvmKey) {}
