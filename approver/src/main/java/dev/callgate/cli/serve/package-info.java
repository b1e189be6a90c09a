/**
 * The approver as a process: one that stays, with its keys in a data directory, and the short-lived
 * one that belongs to a run.
 */
@NullMarked
package dev.callgate.cli.serve;

import org.jspecify.annotations.NullMarked;
