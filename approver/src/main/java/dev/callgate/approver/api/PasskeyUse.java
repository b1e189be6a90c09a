package dev.callgate.approver.api;

import org.jspecify.annotations.Nullable;

/**
 * What a passkey returned for a challenge. Bytes are in base64url.
 *
 * @param credentialId which passkey
 * @param userHandle whose the authenticator says it is; null where it does not
 * @param authenticatorData whose site it is, and whether somebody was there and was recognised
 * @param clientDataJson the browser's own words, with the challenge in them
 * @param signature over both
 */
public record PasskeyUse(
    String credentialId,
    @Nullable String userHandle,
    String authenticatorData,
    String clientDataJson,
    String signature) {}
