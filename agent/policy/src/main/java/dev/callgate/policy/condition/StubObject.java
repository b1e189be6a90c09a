package dev.callgate.policy.condition;

/**
 * An object of a call that is only written down, of which nothing but its class is known.
 *
 * @param type the binary name of its class
 */
public record StubObject(String type) {}
