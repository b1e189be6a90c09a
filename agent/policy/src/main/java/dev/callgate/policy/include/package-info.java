/**
 * Which files make up a set of policies: those that the agent was told to load, what they include,
 * and the packs they take rules from. A file is read once, however often it is reached. Nothing is
 * looked for on a class path: an application must not be able to bring a policy of its own.
 *
 * <p>Codes: INC001 form of an include, INC002 file or pack that is not there, INC003 circle, INC004
 * included twice, INC005 one file for two policies, INC006 too much altogether, INC007 pack that
 * cannot be used; LCK001 lock file that cannot be read, LCK002 file or pack that does not fit the
 * lock file, LCK003 file or pack that is not locked.
 */
@NullMarked
package dev.callgate.policy.include;

import org.jspecify.annotations.NullMarked;
