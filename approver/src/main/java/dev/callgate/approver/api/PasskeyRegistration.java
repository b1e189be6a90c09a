package dev.callgate.approver.api;

/**
 * A passkey that a browser has made. Bytes are in base64url.
 *
 * @param name what the person calls it
 * @param attestationObject what the authenticator returned
 * @param clientDataJson the browser's own words
 */
public record PasskeyRegistration(String name, String attestationObject, String clientDataJson) {}
