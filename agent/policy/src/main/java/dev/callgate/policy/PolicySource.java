package dev.callgate.policy;

import java.io.File;

/**
 * A policy that the agent is told to load.
 *
 * @param file named as messages are to name it
 * @param layer who speaks in it and in what it includes
 */
public record PolicySource(File file, Layer layer) {}
