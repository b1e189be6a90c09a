package dev.callgate.policy.read;

/**
 * What a pack says of itself.
 *
 * @param version {@code MAJOR.MINOR.PATCH}
 * @param stable whether its rules decide as they are written; otherwise they only record until
 *     somebody raises them
 */
record PackHeader(String version, boolean stable) {}
