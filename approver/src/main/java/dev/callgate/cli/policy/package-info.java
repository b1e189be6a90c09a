/**
 * Commands for policies, on the same {@linkplain dev.callgate.policy.read.PolicyReader reader} that
 * the agent uses: what passes here arms there.
 */
@NullMarked
package dev.callgate.cli.policy;

import org.jspecify.annotations.NullMarked;
