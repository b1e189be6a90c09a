package dev.callgate.approver.api;

import org.jspecify.annotations.Nullable;

/**
 * One of a person's passkeys. Times are epoch milliseconds of the approver's clock.
 *
 * @param id by which it is renamed and removed
 * @param name what the person calls it
 * @param credentialId what authenticators and trust bundles call it, in base64url
 * @param algorithm {@code ed25519}, {@code p256} or {@code rsa}
 * @param rpId the site that it is for
 * @param origin the address at which it was made
 * @param synchronised whether it may be on several devices
 * @param createdAtMillis when it was made
 * @param usedAtMillis when it was used to sign in or to confirm; null for never
 */
public record PasskeySummary(
    String id,
    String name,
    String credentialId,
    String algorithm,
    String rpId,
    String origin,
    boolean synchronised,
    long createdAtMillis,
    @Nullable Long usedAtMillis) {}
