/** Reads policy files into rules: every key known, every mistake reported with its place. */
@NullMarked
package dev.callgate.policy.read;

import org.jspecify.annotations.NullMarked;
