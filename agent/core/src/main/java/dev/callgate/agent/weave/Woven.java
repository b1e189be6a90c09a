package dev.callgate.agent.weave;

import dev.callgate.match.MethodKey;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the transformer made of a class.
 *
 * @param gates the methods that got a gate, with its id
 * @param refusal why it must not load, or null
 */
record Woven(Map<MethodKey, Integer> gates, @Nullable String refusal) {
  static final Woven NOTHING = new Woven(Map.of(), null);
}
