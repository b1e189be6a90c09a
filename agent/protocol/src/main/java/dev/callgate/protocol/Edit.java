package dev.callgate.protocol;

import tools.jackson.databind.JsonNode;

/**
 * One changed argument.
 *
 * @param name the argument's name as in the request
 * @param value the new value; the JVM converts it to the declared type, and refuses the call when
 *     it does not fit
 */
public record Edit(String name, JsonNode value) {}
