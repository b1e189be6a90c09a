package dev.callgate.policy.yaml;

/** A key and what it is given. */
public record YamlEntry(YamlScalar key, YamlNode value) {}
