package dev.callgate.scan;

import dev.callgate.match.MethodKey;
import dev.callgate.scan.read.Origin;

/**
 * A method that gets a gate.
 *
 * @param type the class's binary name
 */
public record WovenMethod(String type, MethodKey key, Origin origin) {}
