package dev.callgate.approver.api;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Whose signatures count, as roots have signed it.
 *
 * @param bundle the envelope of the trust bundle, or null while this approver has none
 */
public record Trusted(@Nullable JsonNode bundle) {}
