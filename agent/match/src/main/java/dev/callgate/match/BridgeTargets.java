package dev.callgate.match;

import java.util.Map;

/**
 * Finds what a class's bridge methods forward to; a capability of the package that reads bytecode.
 */
public interface BridgeTargets {
  /** For each bridge method that calls a method of the same name on its own class: that method. */
  Map<MethodKey, MethodKey> find(byte[] classFile);
}
