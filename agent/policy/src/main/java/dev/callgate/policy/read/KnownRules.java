package dev.callgate.policy.read;

import dev.callgate.policy.Layer;
import dev.callgate.policy.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rules that a file can speak of: its own by their short ids, all others by their full ones.
 */
final class KnownRules {
  private final String policy;
  private final Map<String, Known> rules;

  /**
   * @param layer who can make it weaker: whoever is not below
   */
  record Known(Rule rule, Layer layer) {}

  /**
   * @param policy the name that begins the ids of the file's own rules
   * @param rules by their full ids
   */
  KnownRules(String policy, Map<String, Known> rules) {
    this.policy = policy;
    this.rules = new LinkedHashMap<>(rules);
  }

  /** The full id of what the file writes. */
  String fullId(String written) {
    return written.indexOf('/') < 0 ? policy + "/" + written : written;
  }

  @Nullable Known find(String written) {
    return rules.get(fullId(written));
  }

  /** As the file may write them. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    for (String id : rules.keySet()) {
      boolean own = id.startsWith(policy + "/");
      names.add(own ? id.substring(policy.length() + 1) : id);
    }
    return names;
  }
}
