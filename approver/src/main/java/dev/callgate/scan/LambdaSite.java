package dev.callgate.scan;

import dev.callgate.scan.read.Origin;

/**
 * Where a lambda or a method reference becomes an object of a gated type.
 *
 * @param interfaceName the functional interface's binary name
 * @param type the binary name of the class that does it
 * @param method the method that does it
 */
public record LambdaSite(String interfaceName, String type, String method, Origin origin) {}
