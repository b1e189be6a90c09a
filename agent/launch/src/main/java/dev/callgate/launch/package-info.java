/**
 * The only classes of the agent that the system class loader sees: {@code premain}, and the loader
 * that keeps everything else apart. Imports nothing of ours.
 */
package dev.callgate.launch;
