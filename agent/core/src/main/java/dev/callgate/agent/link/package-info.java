/**
 * The wire to the approver: one connection that listens for decisions for all waiting calls, one
 * that sends. Knows nothing of gates.
 */
@NullMarked
package dev.callgate.agent.link;

import org.jspecify.annotations.NullMarked;
