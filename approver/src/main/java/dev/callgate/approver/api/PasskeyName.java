package dev.callgate.approver.api;

/**
 * Another name for a passkey.
 *
 * @param name what the person calls it from now on
 */
public record PasskeyName(String name) {}
