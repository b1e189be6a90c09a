package dev.callgate.agent.gate;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Bounds how many calls wait at once, in the JVM and for each rule. Beyond it a call is refused,
 * not queued. Thread-safe.
 */
final class HeldCalls {
  private static final int MOST = 10_000;
  private static final int MOST_PER_RULE = 5_000;

  private final Map<String, Integer> perRule = new ConcurrentHashMap<>();
  private int held;

  synchronized boolean tryEnter(List<String> rules) {
    if (held >= MOST) {
      return false;
    }
    for (String rule : rules) {
      if (perRule.getOrDefault(rule, 0) >= MOST_PER_RULE) {
        return false;
      }
    }
    held++;
    for (String rule : rules) {
      perRule.merge(rule, 1, Integer::sum);
    }
    return true;
  }

  synchronized void leave(List<String> rules) {
    held--;
    for (String rule : rules) {
      perRule.merge(rule, -1, Integer::sum);
    }
  }
}
