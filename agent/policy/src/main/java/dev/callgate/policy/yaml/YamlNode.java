package dev.callgate.policy.yaml;

/** A piece of a YAML file that knows its place. */
public sealed interface YamlNode permits YamlBroken, YamlMapping, YamlScalar, YamlSequence {
  /** Where it begins. */
  Place at();
}
