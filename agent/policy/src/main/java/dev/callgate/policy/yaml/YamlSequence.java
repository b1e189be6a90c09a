package dev.callgate.policy.yaml;

import java.util.List;

/** A list. */
public record YamlSequence(Place at, List<YamlNode> items) implements YamlNode {
  public YamlSequence {
    items = List.copyOf(items);
  }
}
