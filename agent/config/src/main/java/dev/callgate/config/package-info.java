/**
 * The agent's one configuration file, and its reader: used by the agent and by {@code callgate
 * doctor}, so that both mean the same.
 */
@NullMarked
package dev.callgate.config;

import org.jspecify.annotations.NullMarked;
