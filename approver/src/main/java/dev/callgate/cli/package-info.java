/**
 * The command {@code callgate}: {@link dev.callgate.cli.Main} lists its subcommands, each package
 * below holds one reason to type it.
 *
 * <ul>
 *   <li>{@link dev.callgate.cli.run} starts a program with the agent and an approver of its own
 *   <li>{@link dev.callgate.cli.serve} runs an approver that stays
 *   <li>{@link dev.callgate.cli.review} lists, shows and decides requests
 *   <li>{@link dev.callgate.cli.policy} reads policies as the agent would
 *   <li>{@link dev.callgate.cli.audit} shows, exports and verifies the audit log
 *   <li>{@link dev.callgate.cli.client} talks to an approver over its reviewer routes
 *   <li>{@link dev.callgate.cli.terminal} shows hostile text safely and asks a person
 *   <li>{@link dev.callgate.cli.system} exit statuses, streams, private files, signals
 * </ul>
 *
 * Standard output carries data, standard error talk. Every failure is one line and a status.
 */
@NullMarked
package dev.callgate.cli;

import org.jspecify.annotations.NullMarked;
