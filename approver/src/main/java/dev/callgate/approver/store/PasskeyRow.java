package dev.callgate.approver.store;

import org.jspecify.annotations.Nullable;

/**
 * One passkey of a person. Bytes are in base64url without padding, times in epoch milliseconds.
 *
 * @param id of the row
 * @param person whose it is, as {@link dev.callgate.protocol.Quorum#identity} has the name
 * @param name what the person calls it
 * @param credentialId what authenticators call it
 * @param attested its attested credential data, with the key in COSE
 * @param publicKey its key as SubjectPublicKeyInfo
 * @param algorithm {@code ed25519}, {@code p256} or {@code rsa}
 * @param rpId the site that it is for
 * @param origin the address at which it was made
 * @param signCount what its authenticator counted when it was used here last; 0 where it does not
 * @param synchronised whether it may be on several devices
 * @param createdAt when it was made
 * @param usedAt when it was used here last; null for never
 */
public record PasskeyRow(
    String id,
    String person,
    String name,
    String credentialId,
    String attested,
    String publicKey,
    String algorithm,
    String rpId,
    String origin,
    long signCount,
    boolean synchronised,
    long createdAt,
    @Nullable Long usedAt) {}
