package dev.callgate.protocol;

/**
 * The two byte strings that a passkey's signature covers, each in base64.
 *
 * @param authenticatorData whose site it is, and whether somebody was there and was recognised
 * @param clientDataJson the browser's own words, with the challenge in them
 */
public record PasskeyResponse(String authenticatorData, String clientDataJson) {}
