/**
 * What a policy makes of calls that are only written down: the {@code tests} beside its rules. The
 * rules are read, selected, bound and asked exactly as the agent does it.
 */
@NullMarked
package dev.callgate.policy.trial;

import org.jspecify.annotations.NullMarked;
