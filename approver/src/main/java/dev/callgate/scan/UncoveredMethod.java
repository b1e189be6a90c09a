package dev.callgate.scan;

import dev.callgate.match.MethodKey;
import dev.callgate.scan.read.Origin;

/**
 * A method that no rule covers and whose name says that it cannot be undone.
 *
 * @param type the class's binary name
 * @param weight how much the name says, from 1
 */
public record UncoveredMethod(String type, MethodKey key, Origin origin, int weight) {
  /** What a baseline knows it by. */
  public String id() {
    return type + "." + key;
  }
}
