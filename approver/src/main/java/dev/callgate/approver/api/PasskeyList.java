package dev.callgate.approver.api;

import java.util.List;

/**
 * A person's passkeys.
 *
 * @param passkeys the oldest first
 */
public record PasskeyList(List<PasskeySummary> passkeys) {}
