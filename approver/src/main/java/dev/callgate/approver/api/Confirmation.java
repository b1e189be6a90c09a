package dev.callgate.approver.api;

import org.jspecify.annotations.Nullable;

/**
 * Somebody confirms an action with a passkey, right before it.
 *
 * @param action the action's own words, such as {@code freeze.lift:ID}
 * @param use what the passkey returned for the challenge of this action; null to ask for one
 */
public record Confirmation(String action, @Nullable PasskeyUse use) {}
