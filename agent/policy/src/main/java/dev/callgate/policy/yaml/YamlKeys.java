package dev.callgate.policy.yaml;

import java.util.List;

/**
 * The closed set of keys of one kind of mapping.
 *
 * @param where what the mapping is, for messages: {@code gate}
 * @param known keys that mean something
 * @param later keys of the language that this version does not support yet; using one is an error
 *     of its own kind, never ignored
 */
public record YamlKeys(String where, List<String> known, List<String> later) {
  public YamlKeys {
    known = List.copyOf(known);
    later = List.copyOf(later);
  }

  /** Keys of a mapping whose language is complete. */
  public static YamlKeys of(String where, String... known) {
    return new YamlKeys(where, List.of(known), List.of());
  }

  /** The same with keys that are to come. */
  public YamlKeys andLater(String... keys) {
    return new YamlKeys(where, known, List.of(keys));
  }
}
