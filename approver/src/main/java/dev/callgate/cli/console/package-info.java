/**
 * The console on the reviewer's own machine: the same files, from this jar and not from the
 * approver. What a page shows of a call, this process has verified by the program's signature
 * before; so an approver that was taken over can keep calls back, and cannot show one and have
 * another one approved.
 */
@NullMarked
package dev.callgate.cli.console;

import org.jspecify.annotations.NullMarked;
