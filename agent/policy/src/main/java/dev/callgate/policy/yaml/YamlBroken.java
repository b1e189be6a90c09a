package dev.callgate.policy.yaml;

/**
 * Something that was already reported; whoever meets it says nothing more, so that one mistake is
 * one line.
 */
public record YamlBroken(Place at) implements YamlNode {}
