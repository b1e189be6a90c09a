package dev.callgate.approver.api;

import org.jspecify.annotations.Nullable;

/**
 * What a person says who takes a grant back.
 *
 * @param reason why, or null
 */
public record RevokeBody(@Nullable String reason) {}
