/**
 * The policy language: what a policy file says, whether it says it correctly, and what it means for
 * one call.
 *
 * <p>The way through the files: {@link dev.callgate.policy.PolicyReader} reads each file with
 * {@link dev.callgate.policy.yaml} into {@link dev.callgate.policy.Rule rules}; a rule's static
 * part, {@link dev.callgate.policy.Match}, says which methods it is about; {@link
 * dev.callgate.policy.Rule#bind} turns its dynamic part, {@link dev.callgate.policy.When}, into a
 * {@link dev.callgate.policy.Condition} over one method's arguments.
 *
 * <p>Three promises hold everywhere in here. Nothing is ignored: a key, a value or a name that is
 * not understood is an error, because an ignored one is a disarmed gate. A condition that cannot be
 * decided lets its rule apply. And no code of the application runs: only values whose class is
 * known to be the JDK's own are looked at.
 *
 * <p>The agent uses this before the application's {@code main}, therefore no {@code java.nio.file},
 * no logging, no reflection, no regular expressions and no lambdas here.
 */
@NullMarked
package dev.callgate.policy;

import org.jspecify.annotations.NullMarked;
