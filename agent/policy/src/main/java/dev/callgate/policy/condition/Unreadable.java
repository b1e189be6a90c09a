package dev.callgate.policy.condition;

/**
 * Stands for a value that is there, or may be, and could not be looked at: nothing about it is
 * decided, not even whether it exists.
 *
 * @param why for people, after the name of what was to be read
 */
public record Unreadable(String why) {}
