package dev.callgate.policy.yaml;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys and values in the order of the file; no key stands in it twice. */
public record YamlMapping(Place at, List<YamlEntry> entries) implements YamlNode {
  public YamlMapping {
    entries = List.copyOf(entries);
  }

  /** The entry of this key; null when there is none. */
  public @Nullable YamlEntry entry(String key) {
    for (YamlEntry entry : entries) {
      if (entry.key().text().equals(key)) {
        return entry;
      }
    }
    return null;
  }
}
